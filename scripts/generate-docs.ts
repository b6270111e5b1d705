/** Writes the generated pages in docs/. With `--check` it fails if one is out of date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { registry } from '../src/artifacts/registry.ts';
import texts from '../src/locales/en.json' with { type: 'json' };
import { english } from '../src/locales/english.ts';
import { plain } from '../src/locales/messages.ts';
import { sqlName } from '../src/model/columns.ts';
import { ERROR_TABLE } from '../src/model/errors.ts';
import { describeSettings } from '../src/settings.ts';
import { manPage } from './man-page.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

function errorsPage(): string {
  const rows = Object.entries(ERROR_TABLE).map(
    ([code, { status, exit, title, next }]) => `| \`${code}\` | ${status} | ${exit} | ${cell(title)} | ${cell(next)} |`,
  );
  const cases = Object.entries(texts.next).map(
    ([name, next]) => `| ${cell(texts.detail[name as keyof typeof texts.next])} | ${cell(next)} |`,
  );
  return [
    '# Errors',
    '',
    'Every error has a stable code. The API answers with a problem document (RFC 9457) that carries it as `code`; the command line prints the message and what to do next, and ends with the exit status. After a signal that is 128 and its number: 129, 130 or 143. Made from `src/model/errors.ts` by `npm run docs`.',
    '',
    '| code | HTTP | exit | what happened | what to do |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    'In these cases something else is to be done than their code suggests:',
    '',
    '| what happened | what to do |',
    '|---|---|',
    ...cases,
    '',
  ].join('\n');
}

function settingsPage(): string {
  const rows = describeSettings().map(
    ({ variable, fallback, description }) =>
      `| \`${variable}\` | ${fallback === null ? '' : `\`${fallback}\``} | ${cell(description)} |`,
  );
  return [
    '# Settings',
    '',
    'Environment variables, or a `.env` file in the working folder; variables win. With `_FILE` after its name each of them names a file that holds the value (`APPLE_JUICER_API__TOKEN_FILE=/run/secrets/api_token`). Made from `src/settings.ts` by `npm run docs`.',
    '',
    '| variable | default | |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function artifactsPage(): string {
  const parts = registry.map((artifact) => {
    const stores = Object.entries(artifact.stores).map(
      ([name, { places, optional }]) =>
        `* \`${name}\`: ${places.map(({ domain, path }) => `\`${domain}\` \`${path}\``).join(', ')}${optional ? ' (optional)' : ''}`,
    );
    const tables = Object.entries(artifact.tables).flatMap(([name, { primaryKey, columns }]) => [
      '',
      `### \`${name}\``,
      '',
      `Primary key: ${primaryKey.map((column) => `\`${sqlName(column)}\``).join(', ')}.`,
      '',
      '| column | kind | |',
      '|---|---|---|',
      ...Object.entries(columns).map(
        ([column, { kind, description }]) => `| \`${sqlName(column)}\` | ${kind} | ${cell(description)} |`,
      ),
    ]);
    return [
      `## ${artifact.title} (\`${artifact.id}\`, version ${artifact.version})`,
      '',
      ...stores,
      '',
      `In ${artifact.needs === 'any' ? 'every backup' : 'encrypted backups only'}. If missing: ${english(plain(artifact.absent))}`,
      '',
      `Seen on: ${artifact.seenOn.join('; ')}.`,
      ...tables,
      '',
    ].join('\n');
  });
  return [
    '# Artifacts',
    '',
    'Made from the registry (`src/artifacts/registry.ts`) by `npm run docs`.',
    '',
    ...parts,
  ].join('\n');
}

const pages: Record<string, string> = {
  'docs/errors.md': errorsPage(),
  'docs/artifacts.md': artifactsPage(),
  'docs/settings.md': settingsPage(),
  'docs/apple-juicer.1': manPage(),
};
for (const [path, page] of Object.entries(pages)) {
  if (!process.argv.includes('--check')) writeFileSync(path, page);
  else if (readFileSync(path, 'utf8') !== page) {
    process.stderr.write(`${path} is out of date: run npm run docs\n`);
    process.exitCode = 1;
  }
}
