const SDK = '@aws-sdk/client-sts';
const IMPORT = /(\bfrom\s*)(['"])((?:npm:)?@aws-sdk\/client-sts(?:@[^'"]*)?)\2/;

/**
 * The module that a helper imports the SDK from: `npm:@aws-sdk/client-sts@3` in Deno; `undefined` when it imports none.
 */
export const sdkModuleOf = (text: string): string | undefined => IMPORT.exec(text)?.[3];

/** The helper with its SDK from another module. */
export const withSdkModule = (text: string, module = SDK): string =>
  text.replace(IMPORT, (_, from: string, quote: string) => `${from}${quote}${module}${quote}`);
