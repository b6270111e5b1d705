import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What Mozilla's PDF.js makes of a PDF. */
export interface ReadPdf {
  /** Text of each page, in the order of its contents. */
  readonly pages: readonly string[];
  readonly links: readonly string[];
  /** Font of each stretch of text. */
  readonly fonts: ReadonlyMap<string, string>;
  readonly outline: readonly string[];
  /** Roles of the structure tree, by their number. */
  readonly roles: ReadonlyMap<string, number>;
  /** Alternative texts of pictures. */
  readonly alts: readonly string[];
  /** Where pictures are on their pages, in the order of {@link alts}: left, bottom, right and top in points. */
  readonly boxes: readonly (readonly number[])[];
  readonly isTagged: boolean;
  readonly language: string | null;
  readonly title: string | null;
  /** True if there is any JavaScript: of the document, of pages or of links. */
  readonly hasScript: boolean;
  /** Names of attached files. */
  readonly attachments: readonly string[];
}

interface Structure {
  readonly role?: string;
  readonly alt?: string;
  readonly bbox?: readonly number[];
  readonly children?: readonly Structure[];
}

/** Reads a PDF with an independent program. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 });
  const document = await task.promise;
  const pages: string[] = [];
  const links: string[] = [];
  const fonts = new Map<string, string>();
  const alts: string[] = [];
  const boxes: (readonly number[])[] = [];
  const roles = new Map<string, number>();
  let hasScript = (await document.getJSActions()) !== null;
  const visit = ({ role, alt, bbox = [], children = [] }: Structure): void => {
    if (role !== undefined) roles.set(role, (roles.get(role) ?? 0) + 1);
    if (alt !== undefined) {
      alts.push(alt);
      boxes.push(bbox);
    }
    for (const child of children) visit(child);
  };
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    for (const item of items) if ('str' in item) fonts.set(item.str, item.fontName);
    pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
    for (const { url } of (await page.getAnnotations()) as { readonly url?: string }[]) {
      if (url !== undefined) links.push(url);
    }
    hasScript ||= (await page.getJSActions()) !== null;
    const tree = (await page.getStructTree()) as Structure | null;
    if (tree !== null) visit(tree);
  }
  const { info } = (await document.getMetadata()) as { readonly info: Readonly<Record<string, string>> };
  const marks = (await document.getMarkInfo()) as unknown as ReadonlyMap<string, boolean> | null;
  const read: ReadPdf = {
    pages,
    links,
    fonts,
    outline: ((await document.getOutline()) ?? []).map(({ title }) => title),
    roles,
    alts,
    boxes,
    isTagged: marks?.get('Marked') === true,
    language: info['Language'] ?? null,
    title: info['Title'] ?? null,
    hasScript,
    attachments: Object.keys((await document.getAttachments()) ?? {}),
  };
  await task.destroy();
  return read;
}
