import { textContents } from '../attachments.ts';
import { escapeHtml } from '../format/html.ts';
import type { ExportFile } from '../types.ts';
import { keepsakePage, type PageParts, type SectionLink } from './page.ts';

/** An entry of a list that is split into pages. */
export interface Entry {
  readonly html: string;
  /** Heading under which it is: a day, a month, an app; empty for none. */
  readonly heading?: string;
  /** Id of the heading in its page, if it can be jumped to: `2024-05-01`. */
  readonly group?: string;
  /** HTML that the page needs once, before the first entry with it. */
  readonly once?: string;
  /** HTML for the end of the page. */
  readonly after?: string;
}

/** Options of a {@link PageWriter}. */
export interface PageOptions extends Pick<PageParts, 'isNarrow' | 'hasInlineStyles' | 'words'> {
  readonly folder: string;
  readonly title: string;
  /** HTML below the title. */
  readonly lead?: string;
  /** Maximum number of entries of a page. */
  readonly size: number;
  readonly sections: readonly SectionLink[];
  /** Start and end of the entries under a heading. */
  readonly around?: readonly [start: string, end: string];
  /** Size of the list: `12 messages`. */
  readonly counted: (count: number) => string;
  /** Completes what `after` of a page's entries is together. */
  readonly complete?: (after: string) => string;
}

/** Where the entries of a group begin. */
interface Group {
  readonly name: string;
  /** The name, and a number if a list has the group again: what has no date may stand at its beginning and at its end. */
  readonly id: string;
  readonly heading: string;
  readonly page: number;
  count: number;
}

/** Splits a list into pages of limited length, with an index by month and day if there are several. */
export class PageWriter {
  readonly #options: PageOptions;
  readonly #groups: Group[] = [];
  /** How often there is a group of this name. */
  readonly #named = new Map<string, number>();
  #ready: ExportFile[] = [];
  #page = 1;
  #body = '';
  #after = '';
  #onPage = 0;
  #once = new Set<string>();
  #heading: string | null = null;
  /** True while the current section is open. */
  #isOpen = false;
  #total = 0;

  constructor(options: PageOptions) {
    this.#options = options;
  }

  /** Number of entries. */
  get count(): number {
    return this.#total;
  }

  /** Number of the page that the next entry is on. Turns the page if it is full. */
  turn(): number {
    if (this.#onPage >= this.#options.size) this.#endPage(true);
    return this.#page;
  }

  /** Path of a page from the root of the keepsake. */
  pathOf(page: number): string {
    return `${this.#options.folder}/${page}.html`;
  }

  /** Adds an entry to the current page; see {@link turn}. */
  add({ html, heading = '', group, once, after = '' }: Entry): void {
    this.turn();
    const [start = '', end = ''] = this.#options.around ?? [];
    if (!this.#isOpen || heading !== this.#heading) {
      if (this.#isOpen) this.#body += `${end}</section>\n`;
      const id = group === undefined ? '' : ` id="d${escapeHtml(this.#idOf(group, heading))}"`;
      this.#body += `<section${id}>${heading === '' ? '' : `<h2>${escapeHtml(heading)}</h2>`}\n${start}`;
      this.#heading = heading;
      this.#isOpen = true;
    }
    if (once !== undefined && !this.#once.has(once)) {
      this.#once.add(once);
      this.#body += once;
    }
    const last = this.#groups.at(-1);
    if (last !== undefined) last.count++;
    this.#body += html;
    this.#after += after;
    this.#onPage++;
    this.#total++;
  }

  /** Id of the group that an entry is in, which begins with it unless the one before it is in it. */
  #idOf(name: string, heading: string): string {
    const last = this.#groups.at(-1);
    if (last?.name === name) return last.id;
    const number = (this.#named.get(name) ?? 0) + 1;
    this.#named.set(name, number);
    const id = number === 1 ? name : `${name}-${number}`;
    this.#groups.push({ name, id, heading, page: this.#page, count: 0 });
    return id;
  }

  /** The pages that are complete. */
  *take(): Generator<ExportFile, void, undefined> {
    const files = this.#ready;
    this.#ready = [];
    yield* files;
  }

  /** The last page, and the index of several. */
  *end(): Generator<ExportFile, void, undefined> {
    if (this.#onPage > 0 || this.#total === 0) this.#endPage(false);
    yield* this.take();
    if (this.#page > 2) yield this.#file('index.html', this.#index());
  }

  /** Path by which the list is opened, after {@link end}. */
  get entrance(): string {
    return this.#page > 2 ? `${this.#options.folder}/index.html` : this.pathOf(1);
  }

  #endPage(hasNext: boolean): void {
    const [, end = ''] = this.#options.around ?? [];
    const { keepsake } = this.#options.words.text;
    if (this.#isOpen) this.#body += `${end}</section>\n`;
    const isOnly = this.#page === 1 && !hasNext;
    const links = [
      this.#page === 1 ? '' : `<a href="${this.#page - 1}.html" rel="prev" accesskey="p">← ${keepsake.previous}</a>`,
      `<a href="index.html">${keepsake.contents}</a>`,
      hasNext ? `<a href="${this.#page + 1}.html" rel="next" accesskey="n">${keepsake.next} →</a>` : '',
    ];
    const navigation = (label: string): string =>
      isOnly ? '' : `<nav aria-label="${label}">${links.filter((link) => link !== '').join(' ')}</nav>\n`;
    const { title, lead = '', complete = (after: string) => after } = this.#options;
    const mark = isOnly ? '' : ` <span class="p">${keepsake.page({ number: this.#page })}</span>`;
    const head = `<h1>${escapeHtml(title)}${mark}</h1>\n${lead}`;
    const body = `${head}${navigation(keepsake.pages)}${this.#body}${navigation(keepsake.pagesEnd).replaceAll(KEYS, '')}${complete(this.#after)}`;
    this.#ready.push(this.#file(`${this.#page}.html`, body));
    this.#page++;
    this.#body = '';
    this.#after = '';
    this.#onPage = 0;
    this.#once = new Set();
    this.#heading = null;
    this.#isOpen = false;
  }

  #file(name: string, body: string): ExportFile {
    const { folder, title, words, sections, isNarrow = false, hasInlineStyles = false } = this.#options;
    const path = `${folder}/${name}`;
    const contents = textContents(keepsakePage({ title, words, path, sections, body, isNarrow, hasInlineStyles }));
    return { path, modifiedAt: null, compress: true, contents };
  }

  /** All pages; by year and month if the groups are days or months. */
  #index(): string {
    const { title, lead = '', counted, words } = this.#options;
    const { keepsake } = words.text;
    const head = `<h1>${escapeHtml(title)}</h1>\n${lead}<p class="p">${counted(this.#total)}</p>\n`;
    const link = ({ id, heading, page, count }: Group): string =>
      `<a href="${page}.html#d${escapeHtml(id)}">${escapeHtml(heading)}</a> <span class="p">${count}</span>`;
    if (this.#groups.length === 0) {
      const pages = Array.from({ length: this.#page - 1 }, (_, index) => index + 1);
      return `${head}<ul class="l">${pages.map((page) => `<li><a href="${page}.html">${keepsake.page({ number: page })}</a></li>`).join('\n')}</ul>`;
    }
    const days = this.#groups.some(({ name }) => DAY.test(name));
    if (!days) return `${head}<ul class="l">${this.#groups.map((group) => `<li>${link(group)}</li>`).join('\n')}</ul>`;
    const months = [
      ...Map.groupBy(this.#groups, ({ name, id }) => (DAY.test(name) ? name.slice(0, MONTH_LENGTH) : id)),
    ].map(([, of]) => {
      const count = of.reduce((sum, each) => sum + each.count, 0);
      const [first] = of;
      const entry =
        first === undefined
          ? ''
          : link({ ...first, heading: DAY.test(first.name) ? words.month(first.name) : first.heading, count });
      const list = of
        .map(
          (group) => `<li>${link(DAY.test(group.name) ? { ...group, heading: words.date(group.name) } : group)}</li>`,
        )
        .join('');
      return `<li>${entry}<details><summary>${keepsake.days}</summary><ul>${list}</ul></details></li>`;
    });
    return `${head}<h2>${keepsake.jump}</h2><ul class="l">${months.join('\n')}</ul>`;
  }
}

/** Keys of links, which are unique in a page. */
const KEYS = / accesskey="."/g;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MONTH_LENGTH = 'yyyy-mm'.length;
