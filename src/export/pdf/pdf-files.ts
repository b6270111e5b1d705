import type { ExportRequest } from '../../contract/export.ts';
import { textContents } from '../attachments.ts';
import { LocalTime } from '../format/local-time.ts';
import type { Words } from '../language/words.ts';
import { citationsPath } from '../pack/citations-path.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { appendixOf, type Cited, digestOf } from './appendix.ts';
import { coverOf, type Subject } from './cover.ts';
import { coveredCodePoints, MissingCharacters } from './coverage.ts';
import type { Entry, Heading, Line, PdfDocument, PictureLine } from './document.ts';
import type { Drawn, PdfItem, WantedPicture } from './item.ts';
import { type Survey, surveyOf } from './survey.ts';
import { plainLine, textLines } from './text-lines.ts';

/** Longest edge of a picture: 62 mm at 210 dots per inch. */
const PICTURE_PIXELS = 512;
/** Size of a picture on the page, in millimetres. */
const PICTURE_LIMITS = { width: 62, height: 78 };
const MM_PER_PIXEL = 0.2;
/** Longest edge of the picture of a chat on the cover, in millimetres. */
const COVER_PICTURE = 28;

/** What the pages of an export share: the Bates number of the next page. */
export class Numbering {
  next: number;
  readonly prefix: string | null;

  constructor({ pdf }: Pick<ExportRequest, 'pdf'>) {
    this.prefix = pdf?.bates ?? null;
    this.next = pdf?.batesStart ?? 1;
  }
}

/** Contents of PDFs about one subject. */
export interface PdfSource {
  readonly subject: Subject;
  /** True for no PDF at all where there are no items. */
  readonly isOptional?: true;
  /** Reads the items from the beginning; called twice. */
  items(): AsyncIterable<PdfItem>;
  /** Path of a volume; `part` is empty, or ` part 1 of 2`. */
  path(part: string): string;
}

/** The PDFs of a subject: one, or volumes of a size that any computer can open. @throws CANCELLED, LIMIT_EXCEEDED */
export async function* pdfFiles(
  job: ExportJob,
  source: PdfSource,
  numbering: Numbering,
): AsyncGenerator<ExportFile, void, undefined> {
  const { request } = job;
  const missing = new MissingCharacters(await coveredCodePoints());
  missing.shown(source.subject.title);
  const survey = await surveyOf(source.items(), missing, request.split);
  if (survey.count === 0 && source.isOptional === true) return;
  const volumes = new Volumes(job, source, survey, numbering);
  const count = survey.volumes.length;
  try {
    for (const [index] of survey.volumes.entries()) {
      const part = count === 1 ? '' : ` ${job.words.text.pdf.partName({ part: index + 1, parts: count })}`;
      const contents = once(() => volumes.next());
      const path = source.path(part);
      yield { path, modifiedAt: survey.last, compress: false, contents, parts: count };
      // A redacted copy has rows of its own.
      if (request.pack !== true || request.redacted !== undefined || volumes.citations.length === 0) continue;
      const lines = `${volumes.citations.join('\n')}\n`;
      yield { path: citationsPath(path), modifiedAt: survey.last, compress: true, contents: textContents(lines) };
    }
  } finally {
    await volumes.close();
  }
}

/** Makes one volume after the other of a single reading. */
class Volumes {
  readonly #job: ExportJob;
  readonly #source: PdfSource;
  readonly #survey: Survey;
  readonly #numbering: Numbering;
  readonly #clock: LocalTime;
  readonly #items: AsyncIterator<PdfItem>;
  #made = 0;
  /** Sources of the items of the last volume, as JSON. */
  citations: readonly string[] = [];
  #number = 0;

  constructor(job: ExportJob, source: PdfSource, survey: Survey, numbering: Numbering) {
    this.#job = job;
    this.#source = source;
    this.#survey = survey;
    this.#numbering = numbering;
    this.#clock = new LocalTime(job.request.timeZone, job.words);
    this.#items = source.items()[Symbol.asyncIterator]();
  }

  async next(): Promise<Uint8Array> {
    const { about, views, backup, request, words } = this.#job;
    const size = this.#survey.volumes[this.#made++] ?? 0;
    const first = this.#number + 1;
    const hasTimes = this.#survey.first !== null;
    const pictures = new Map<string, Uint8Array>();
    const body: (Entry | Heading)[] = [];
    const cited: Cited[] = [];
    let [month, day] = ['', ''];
    for (let left = size; left > 0; left--) {
      const { value: item, done } = await this.#items.next();
      if (done === true) break;
      const number = ++this.#number;
      const today = dayOf(item.at, this.#clock);
      if (hasTimes && today.month !== month) body.push({ month: today.month });
      if (hasTimes && today.day !== day) body.push({ day: today.day });
      ({ month, day } = today);
      body.push(await this.#entry(item, number, pictures));
      if (request.pdf?.citations !== false) cited.push({ number, cited: item.cited, digest: digestOf(item.record) });
    }
    const sources = cited.length === 0 ? null : await appendixOf(views, backup, cited, words);
    this.citations = sources?.lines ?? [];
    const { subject } = this.#source;
    const picture = await this.#coverPicture(subject, pictures);
    const document: PdfDocument = {
      title: plainLine(subject.title),
      author: about.madeBy,
      language: words.language.split('-', 1)[0] ?? words.language,
      words: { page: pageWords(words), sources: words.text.pdf.sources },
      paper: request.pdf?.paper === 'letter' ? 'us-letter' : 'a4',
      cover: coverOf(this.#job, subject, this.#survey, { number: this.#made, first, count: size, picture }),
      body,
      appendix: sources?.appendix ?? null,
      bates: this.#numbering.prefix === null ? null : { prefix: this.#numbering.prefix, first: this.#numbering.next },
    };
    const madeAt = Math.floor(Date.parse(about.exportedAt) / 1000);
    const { bytes, pages } = await this.#job.makePdf({ data: this.#dataOf(document), pictures, madeAt });
    this.#numbering.next += pages;
    return bytes;
  }

  /** The picture of a chat; null if there is none to show. */
  async #coverPicture(
    { title, picture: fileID = null }: Subject,
    pictures: Map<string, Uint8Array>,
  ): Promise<PictureLine | null> {
    if (fileID === null) return null;
    const found = (await this.#job.files?.picture(fileID, { size: PICTURE_PIXELS })) ?? null;
    if (found === null) return null;
    const picture = `${fileID}.jpg`;
    pictures.set(picture, found.bytes);
    const alt = plainLine(this.#job.words.text.chat.pictureOf({ name: title }));
    const scale = COVER_PICTURE / Math.max(found.width, found.height);
    return { picture, alt, ...fitted(found.width, found.height, scale) };
  }

  #dataOf(document: PdfDocument): string {
    const { missing } = this.#survey;
    return JSON.stringify(document, (_key, value: unknown) =>
      typeof value === 'string' ? missing.shown(value) : value,
    );
  }

  async close(): Promise<void> {
    await this.#items.return?.();
  }

  async #entry(item: PdfItem, number: number, pictures: Map<string, Uint8Array>): Promise<Entry> {
    const lines: Line[] = [];
    for (const line of item.lines) {
      if ('runs' in line) lines.push(line);
      else if ('svg' in line) lines.push(this.#drawing(line, pictures));
      else lines.push(...(await this.#picture(line, pictures)));
    }
    const { side, tail, fields } = item;
    return { side, head: `${item.head}${item.head === '' ? '' : ' · '}#${number}`, lines, tail, fields };
  }

  /** The picture if it can be rendered, else its name and what would be drawn over it. */
  async #picture({ fileID, alt, drawing }: WantedPicture, pictures: Map<string, Uint8Array>): Promise<Line[]> {
    const picture = (await this.#job.files?.picture(fileID, { size: PICTURE_PIXELS })) ?? null;
    if (picture === null) {
      const name = textLines(`<${alt}> ${this.#job.words.text.pdf.notShown}`);
      return drawing === undefined ? name : [this.#drawing(drawing.alone, pictures), ...name];
    }
    pictures.set(`${fileID}.jpg`, picture.bytes);
    const [width, height] = [picture.width * MM_PER_PIXEL, picture.height * MM_PER_PIXEL];
    const size = fitted(width, height, Math.min(1, scaleOf(width, height)));
    const over = drawing === undefined ? {} : { over: this.#drawing(drawing.over, pictures) };
    return [{ picture: `${fileID}.jpg`, alt, ...size, ...over }];
  }

  #drawing({ svg, alt, width, height }: Drawn, pictures: Map<string, Uint8Array>): PictureLine {
    const picture = `drawing-${pictures.size}.svg`;
    pictures.set(picture, Buffer.from(svg));
    return { picture, alt, ...fitted(width, height, scaleOf(width, height)) };
  }
}

/** How much larger a picture may be. */
function scaleOf(width: number, height: number): number {
  return Math.min(PICTURE_LIMITS.width / width, PICTURE_LIMITS.height / height);
}

function fitted(width: number, height: number, scale: number): Pick<PictureLine, 'width' | 'height'> {
  return { width: width * scale, height: height * scale };
}

function dayOf(at: number | null, clock: LocalTime): { readonly month: string; readonly day: string } {
  const day = clock.day(at);
  const { words } = clock;
  if (day === '') return { month: words.text.chat.noDateTitle, day: words.text.chat.noDateTitle };
  return { month: words.month(day), day: words.dayName(day) };
}

/** The words around the numbers at the foot of a page. */
function pageWords({ text }: Words): PdfDocument['words']['page'] {
  const [before = '', between = '', after = ''] = text.pdf.page({ page: MARK, pages: MARK }).split(MARK);
  return [before, between, after];
}

/** Stands for a number; a noncharacter, which texts do not have. */
const MARK = '\ufdd0';

async function* once(make: () => Promise<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  yield await make();
}
