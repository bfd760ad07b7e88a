import type { Command } from 'commander';
import type { ExitStatus } from '../exit-status.js';
import type { Terminal } from '../terminal/terminal.js';

/**
 * Adds a command to the program: its options and its help. The code that does the work is imported when the command
 * runs.
 *
 * @param finish tells the program with which status the command ended
 */
export type AddCommand = (program: Command, terminal: Terminal, finish: (status: ExitStatus) => void) => void;
