import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { CHARACTERS, COMPRESSED, FONT_FAMILIES, FONTS, tableOf } from '../src/export/pdf/fonts.ts';

const compress = promisify(zstdCompress);

/** Fonts that stay as they are: every document has letters of the first family. */
const ALWAYS_READ = new Set(FONTS.filter(([family]) => family === FONT_FAMILIES[0]).map(([, file]) => basename(file)));
/** Half the size; a higher level hardly saves more. */
const LEVEL = 19;

/** Tables that PDFs do not need: the emoji are in `COLR` as well, and no line is vertical. */
const UNUSED = new Set(['SVG ', 'vhea', 'vmtx']);
const HEADER = 12;
const RECORD = 16;

/**
 * Copies the fonts of PDFs and their licences into `folder`, so that the package has the weights that are used, and not
 * the packages with all of them, which are ten times as large.
 */
export function packFonts(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [, file] of FONTS) {
    const path = fileURLToPath(import.meta.resolve(`@expo-google-fonts/${file}`));
    writeFileSync(join(folder, basename(path)), withoutTables(readFileSync(path)));
    const home = dirname(dirname(path));
    for (const licence of globSync('LICENSE_FONT', { cwd: home })) {
      cpSync(join(home, licence), join(folder, `${basename(home)}-${licence}`));
    }
  }
}

/**
 * Compresses the fonts that {@link packFonts} has copied and not every document has: documents read those that they need. Their characters stay
 * readable. A low `level` is for tests: it takes a hundredth of the time.
 */
export async function compressFonts(folder: string, level = LEVEL): Promise<void> {
  const params = { [constants.ZSTD_c_compressionLevel]: level };
  await Promise.all(
    globSync('*.ttf', { cwd: folder }).map(async (name) => {
      if (ALWAYS_READ.has(name)) return;
      const path = join(folder, name);
      const font = readFileSync(path);
      writeFileSync(`${path}${CHARACTERS}`, tableOf(font, 'cmap') ?? '');
      writeFileSync(`${path}${COMPRESSED}`, await compress(font, { params }));
      rmSync(path);
    }),
  );
}

/** An OpenType font without {@link UNUSED} tables (OpenType specification, "Organization of an OpenType Font"). */
function withoutTables(font: Buffer): Buffer {
  const count = font.readUInt16BE(4);
  const records = Array.from({ length: count }, (_, index) =>
    font.subarray(HEADER + index * RECORD, HEADER + (index + 1) * RECORD),
  ).filter((record) => !UNUSED.has(record.toString('latin1', 0, 4)));
  if (records.length === count) return font;
  const power = Math.floor(Math.log2(records.length));
  const header = Buffer.from(font.subarray(0, HEADER));
  header.writeUInt16BE(records.length, 4);
  header.writeUInt16BE(2 ** power * RECORD, 6);
  header.writeUInt16BE(power, 8);
  header.writeUInt16BE((records.length - 2 ** power) * RECORD, 10);
  let offset = HEADER + records.length * RECORD;
  const tables: Buffer[] = [];
  const directory = records.map((record) => {
    const table = font.subarray(record.readUInt32BE(8), record.readUInt32BE(8) + record.readUInt32BE(12));
    const moved = Buffer.from(record);
    moved.writeUInt32BE(offset, 8);
    const padded = Buffer.alloc(Math.ceil(table.length / 4) * 4);
    table.copy(padded);
    tables.push(padded);
    offset += padded.length;
    return moved;
  });
  return Buffer.concat([header, ...directory, ...tables]);
}
