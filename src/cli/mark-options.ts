import type { Command } from 'commander';

/** Options that filter a list by what people added to its records. */
export interface MarkOptions {
  readonly starred?: true;
  readonly tag?: string;
}

/** Adds the options of {@link MarkOptions} to a list of `items`. */
export function addMarkOptions(command: Command, items: string): Command {
  return command.option('--starred', `only ${items} with a star`).option('--tag <TAG>', `only ${items} with this tag`);
}
