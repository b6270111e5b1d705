/** Folder of the citations of the PDFs of a pack, for programs. */
export const CITATIONS_FOLDER = 'citations';

/** Where the citations of a PDF are. */
export function citationsPath(pdf: string): string {
  return `${CITATIONS_FOLDER}/${pdf}.jsonl`;
}
