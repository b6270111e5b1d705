import type { About, PreparedExport } from '../../export/index.ts';
import { beginFile } from '../extract/begin-file.ts';
import { BegunFiles, type WrittenFile } from '../extract/begun-files.ts';
import type { TargetFolder } from '../extract/target-folder.ts';
import { writeDownload } from '../extract/write-encrypted.ts';
import type { PrintItem } from '../item-list.ts';
import type { Output } from '../output.ts';
import { visible } from '../terminal-text.ts';
import type { ExportBar } from './export-bar.ts';

/** Lists of files that are missing, damaged or could not be converted. */
const OF_WHAT_LACKS: ReadonlySet<string> = new Set(['MISSING.txt', 'DAMAGED.txt', 'NOT-CONVERTED.txt']);
/** The page that leads to all others of an export. */
export const ENTRANCE = 'index.html';
/** Number of files that a terminal lists; a keepsake has tens of thousands. A pipe gets all. */
const MAX_LISTED = 20;

/** Writes the files of an export into a folder, prints each with `print`, and counts them. */
export class ExportWriter {
  readonly #target: TargetFolder;
  readonly #out: Output;
  readonly #bar: ExportBar;
  readonly #lists = new Set<string>();
  /** Paths of what was written, by this attempt or an earlier one. */
  readonly #paths = new Set<string>();
  #count = 0;
  #bytes = 0;
  #hasEntrance = false;

  constructor(target: TargetFolder, out: Output, bar: ExportBar) {
    this.#target = target;
    this.#out = out;
    this.#bar = bar;
  }

  /** Number of files that were written. */
  get count(): number {
    return this.#count;
  }

  /** Their bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Names of the lists of missing and damaged files among them. */
  get lists(): readonly string[] {
    return [...this.#lists];
  }

  /** True if one of them is {@link ENTRANCE}. */
  get hasEntrance(): boolean {
    return this.#hasEntrance;
  }

  /** Begins an attempt: removes what an earlier one has written, as the index may be another one by now. */
  async begin(): Promise<void> {
    for (const path of this.#paths) await this.#target.removeFile(path);
    this.#lists.clear();
    [this.#count, this.#bytes, this.#hasEntrance] = [0, 0, false];
  }

  /** Writes one ZIP that is encrypted with the password of the export. @throws what reading or writing throws */
  async writeZip(prepared: PreparedExport, print: PrintItem): Promise<{ readonly about: About }> {
    const written = await writeDownload(this.#target, prepared);
    [this.#count, this.#bytes] = [1, written.bytes];
    this.#bar.clear();
    await this.#print(written, print);
    return { about: prepared.about };
  }

  /** Writes the files side by side, and prints them in their order. @throws what reading or writing throws */
  async writeFiles(prepared: PreparedExport, print: PrintItem): Promise<{ readonly about: About }> {
    const begun = new BegunFiles();
    const take = async (waits: 'for-some' | 'for-all'): Promise<void> => {
      for await (const written of begun.ended(waits)) await this.#written(written, print);
    };
    try {
      for await (const file of prepared.files()) {
        const show = (bytes: number): void => {
          begun.update(file.path, bytes);
          this.#bar.update({ files: this.#count, bytes: this.#bytes + begun.bytes });
        };
        const { end } = await beginFile(this.#target, file, show);
        begun.add(file.path, end);
        await take('for-some');
      }
      await take('for-all');
    } finally {
      await begun.settled();
    }
    return { about: prepared.about };
  }

  async #written(file: WrittenFile, print: PrintItem): Promise<void> {
    this.#bar.clear();
    if (OF_WHAT_LACKS.has(file.path)) this.#lists.add(file.path);
    this.#hasEntrance ||= file.path === ENTRANCE;
    if (file.path === 'NO-TIME-STAMP.txt') this.#out.info('No time stamp: see NO-TIME-STAMP.txt.');
    this.#count++;
    this.#bytes += file.bytes;
    await this.#print(file, print);
  }

  /** Prints what no earlier attempt has printed. */
  async #print(file: WrittenFile, print: PrintItem): Promise<void> {
    if (this.#paths.has(file.path)) return;
    this.#paths.add(file.path);
    if (!this.#out.isForTerminal || this.#count <= MAX_LISTED) await print<WrittenFile>(file, line);
    else if (this.#count === MAX_LISTED + 1) await this.#out.text('…\n');
  }
}

const line = ({ path }: WrittenFile): string => `${visible(path)}\n`;
