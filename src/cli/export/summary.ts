import { join } from 'node:path';
import type { About } from '../../export/index.ts';
import { formatBytes, plural } from '../format.ts';
import type { Output } from '../output.ts';
import { visible } from '../terminal-text.ts';
import { ENTRANCE, type ExportWriter } from './write-files.ts';

/** Prints what was written, what it leaves out, and why. */
export async function printSummary(out: Output, folder: string, written: ExportWriter, about: About): Promise<void> {
  const { lists } = written;
  out.info(`${plural(written.count, 'file')}, ${formatBytes(written.bytes)}`);
  if (written.hasEntrance) out.info(`Open ${visible(join(folder, ENTRANCE))}`);
  if (lists.length > 0) out.info(`What is missing or is not as it should be: see ${lists.join(', ')}.`);
  for (const line of await linesOf(about)) out.info(line);
  if (about.ignoresPeriod) out.info('All records whatever the period: these have no time.');
  if (!about.areSourcesComplete) out.info('Not complete: see "sources" in ABOUT.json.');
}

/** Lines about locked notes, redaction and what an excerpt leaves out. */
async function linesOf({ excerpt, lockedNotes, redaction }: About): Promise<string[]> {
  if (lockedNotes === undefined && redaction === undefined && excerpt === null) return [];
  // Loaded only if needed, as it loads what the thread of the export does.
  const { countedWords, leftOutLine, lockedNoteLines, redactionLines, undatedLine, wordsIn } = await import(
    '../../export/index.ts'
  );
  const lines: string[] = [];
  if (lockedNotes !== undefined) lines.push(...lockedNoteLines(lockedNotes, wordsIn()));
  if (redaction !== undefined) lines.push(...redactionLines(redaction, wordsIn()));
  if (excerpt !== null) lines.push(`An excerpt: ${countedWords(excerpt.count, excerpt.of)}.`);
  if (excerpt?.undated !== undefined) lines.push(`${undatedLine(excerpt.undated, excerpt.of)}.`);
  if (excerpt?.leftOut !== undefined) {
    const { hidden, trashed } = excerpt.leftOut;
    const options = [...(hidden > 0 ? ['--hidden too'] : []), ...(trashed > 0 ? ['--trashed too'] : [])];
    lines.push(`${leftOutLine(excerpt.leftOut)}; to have them: ${options.join(' ')}`);
  }
  return lines;
}
