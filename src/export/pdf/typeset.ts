import { dirname, join } from 'node:path';
import type { NodeCompiler, NodeError, NodeTypstDocument, RenderPdfOpts } from '@myriaddreamin/typst-ts-node-compiler';
import { plain } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { createCompiler, workspaceOf } from './compiler.ts';
import { codePointName } from './coverage.ts';
import type { Pdf, PdfOrder } from './document.ts';
import { fontFiles } from './fonts.ts';
import { TEMPLATE } from './template.ts';

/** How often texts that no font can set are replaced. */
const MAX_ATTEMPTS = 4;
/** PDF/UA has no empty boxes: the typesetter names a text whose characters are in no single font. */
const NOT_DISPLAYED = /the text `"(.*?)"` could not be displayed/gs;
const MESSAGE = /message: "((?:[^"\\]|\\.)*)"/gs;

/**
 * Sets a document as a tagged PDF of the standard PDF/UA-1. Nothing is read from disk except fonts: the template, the
 * data and the pictures are in memory. `library` is where the typesetter was unpacked, null for that of its package.
 * @throws INTERNAL if the template does not compile; BAD_SETTINGS if the system does not run the typesetter
 */
export async function typeset({ data, pictures, madeAt }: PdfOrder, library: string | null = null): Promise<Pdf> {
  const workspace = workspaceOf(fontFiles());
  const compiler = await createCompiler(TEMPLATE + data, { library });
  const main = join(workspace, 'main.typ');
  compiler.mapShadow(main, Buffer.from(TEMPLATE));
  for (const [name, bytes] of pictures) compiler.mapShadow(join(workspace, name), Buffer.from(bytes));
  let shown = data;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    try {
      return pdfOf(compiler, main, shown, { pdfStandard: 'ua-1', creationTimestamp: madeAt });
    } catch (error) {
      const texts = textsOf(error);
      if (texts.length === 0) throw error;
      for (const text of texts) shown = shown.replaceAll(inJson(text), inJson(namesOf(text)));
    }
  }
  // Without the standard, what could not be replaced is an empty box. It is tagged all the same.
  return pdfOf(compiler, main, shown, { creationTimestamp: madeAt });
}

function pdfOf(by: NodeCompiler, main: string, data: string, options: RenderPdfOpts): Pdf {
  by.mapShadow(join(dirname(main), 'data.json'), Buffer.from(data));
  try {
    const document = compiled(by, main);
    return { bytes: by.pdf(document, options), pages: document.numOfPages };
  } finally {
    by.evictCache(0);
  }
}

/** @throws INTERNAL */
function compiled(by: NodeCompiler, mainFilePath: string): NodeTypstDocument {
  const made = by.compile({ mainFilePath });
  if (made.result !== null) return made.result;
  throw new DomainError('INTERNAL', plain(`the document cannot be set: ${describe(made.takeError())}`));
}

function describe(error: NodeError | null): string {
  return JSON.stringify(error?.shortDiagnostics ?? []).slice(0, 2000);
}

/** The texts that an error says could not be displayed, each quoted within a quoted message. */
function textsOf(error: unknown): string[] {
  return [...String(error).matchAll(MESSAGE)].flatMap(([, message = '']) =>
    [...unescaped(message).matchAll(NOT_DISPLAYED)].map(([, text = '']) => unescaped(text)),
  );
}

/** A string in the notation of Rust's debug output. */
function unescaped(text: string): string {
  return text.replace(/\\u\{([0-9a-f]+)\}|\\(.)/gs, (_all, code: string | undefined, character = '') =>
    code === undefined ? (ESCAPES[character] ?? character) : String.fromCodePoint(Number.parseInt(code, 16)),
  );
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0' };

function namesOf(text: string): string {
  return Array.from(text, (character) => `[${codePointName(character)}]`).join('');
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
