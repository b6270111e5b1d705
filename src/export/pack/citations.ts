import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { CITATIONS_FOLDER } from './citations-path.ts';
import { openPack } from './pack-reader.ts';

const CitedItemSchema = z.object({
  /** Number of the item in its PDF. */
  item: z.number().int(),
  table: z.string(),
  key: z.string(),
  /** The beginning of the SHA-256 of the record in JSON. */
  digest: z.string(),
  rows: z.array(
    z.object({
      domain: z.string(),
      relativePath: z.string(),
      sha256: z.string().nullable(),
      /** Of several, the first that exists; empty for a whole file. */
      tables: z.array(z.string()),
      where: z.record(z.string(), z.number()),
    }),
  ),
});
/** An item of a PDF and the rows that it comes from. */
export type CitedItem = z.infer<typeof CitedItemSchema>;

/** The items that the PDFs of a pack cite, with their PDF. Lines that are none, which only a forger writes, are left out. */
export async function* citedItems(
  pack: string,
): AsyncGenerator<{ readonly pdf: string; readonly cited: CitedItem }, void, undefined> {
  const reader = await openPack(pack);
  try {
    for (const { path, open } of reader.entries) {
      if (open === null || !path.startsWith(`${CITATIONS_FOLDER}/`) || !path.endsWith('.jsonl')) continue;
      const pdf = path.slice(CITATIONS_FOLDER.length + 1, -'.jsonl'.length);
      for await (const line of createInterface({ input: Readable.from(await open()), crlfDelay: Infinity })) {
        const cited = CitedItemSchema.safeParse(parsed(line));
        if (cited.success) yield { pdf, cited: cited.data };
      }
    }
  } finally {
    reader.close();
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
