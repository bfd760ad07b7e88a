/** The package is published without its declarations. */
declare module '@babel/helper-validator-identifier' {
  export function isKeyword(word: string): boolean;
  /** Whether strict code keeps the word, as a name of a variable or altogether. */
  export function isStrictBindReservedWord(word: string, inModule: boolean): boolean;
}
