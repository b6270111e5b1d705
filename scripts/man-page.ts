import type { Command } from 'commander';
import { createProgram } from '../src/cli/program.ts';

/** The manual page of the command line (man(7) macros), made from the commands themselves. */
export function manPage(): string {
  const program = createProgram(false);
  const help = program.createHelp();
  return [
    '.\\" Made from src/cli by `npm run docs`.',
    '.TH APPLE-JUICER 1 "" "" "User Commands"',
    '.SH NAME',
    `apple\\-juicer \\- ${roff(program.description())}`,
    '.SH SYNOPSIS',
    '.B apple\\-juicer',
    '.RI [ options ] \\ command \\ [ arguments ]',
    '.SH OPTIONS',
    ...options(program),
    '.SH COMMANDS',
    ...help
      .visibleCommands(program)
      .filter((command) => command.name() !== 'help')
      .flatMap(section),
    '.SH ENVIRONMENT',
    'Settings are environment variables APPLE_JUICER_*, or lines of a file .env in the working folder; docs/settings.md has all of them.',
    '.SH EXIT STATUS',
    '0 is success; docs/errors.md has the status of every error.',
    '',
  ].join('\n');
}

function section(command: Command): string[] {
  const help = command.createHelp();
  const usage = help.commandUsage(command).replace(/^apple-juicer /, '');
  const summary = command.summary() || command.description();
  const more = command.description() === summary ? '' : command.description();
  return [
    `.SS "${roff(usage)}"`,
    roff(`${summary[0]?.toUpperCase() ?? ''}${summary.slice(1)}.`),
    ...(more === '' ? [] : ['.PP', roff(more)]),
    ...command.registeredArguments.flatMap((argument) => entry(argument.name(), help.argumentDescription(argument))),
    ...options(command),
    ...command.commands.flatMap(section),
  ];
}

function options(command: Command): string[] {
  const help = command.createHelp();
  return help
    .visibleOptions(command)
    .filter(({ long }) => long !== '--help')
    .flatMap((option) => entry(option.flags, help.optionDescription(option)));
}

function entry(term: string, text: string): string[] {
  return ['.TP', `.B ${roff(term)}`, roff(text)];
}

/** Escapes text; a line may not begin with a dot or an apostrophe, which start requests. */
function roff(text: string): string {
  const point = (character: string): string =>
    character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? '';
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('"', '\\(dq')
    .replace(/[^\p{ASCII}]/gu, (character) => `\\[u${point(character)}]`)
    .replace(/^(?=[.'])/gm, '\\&');
}
