import type { MessageView } from '../../contract/chat.ts';
import type { Attachments } from '../attachments.ts';
import { chatStyle } from '../chats/chat-style.ts';
import { attachmentHtml, dayName, filesOf, pictureHtml } from '../chats/chats-html.ts';
import { type MessageSurroundings, messageHtml } from '../chats/message-html.ts';
import { aboutHtml } from '../format/about-html.ts';
import { escapeHtml, hrefOf, PAGE_END, pageStart } from '../format/html.ts';
import type { LocalTime } from '../format/local-time.ts';
import { LAND_HTML } from '../format/place-html.ts';
import { named } from '../language/words.ts';
import { filePlaces } from '../records/export-records.ts';
import { filesHtml, lookAt, recordHtml } from '../records/records-html.ts';
import { foundInLines } from '../records/shown-hit.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import type { Found } from './hits.ts';

/** Records of a page. */
const PAGE_SIZE = 10_000;

const STYLE = `article{background:var(--card);border:1px solid var(--line);border-radius:.8rem;padding:.6rem .9rem;margin:.6rem 0;break-inside:avoid;overflow-wrap:anywhere}
article h2{font-size:1rem;margin:0;padding:0;text-align:start;color:var(--ink)}article p{margin:.2rem 0;white-space:pre-wrap}article .h{max-width:none}
.k{color:var(--dim);font-size:.8rem;margin-top:.8rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;font-size:.85rem;margin:.4rem 0}dt{color:var(--dim)}dd{margin:0}`;

interface Shared {
  readonly title: string;
  /** Number of records that there are. */
  readonly count: number;
  readonly clock: LocalTime;
  readonly attachments: Attachments;
}

/** What a search found as HTML pages in the order of time: messages as bubbles, other records as cards. */
export async function* foundPages(
  job: ExportJob,
  all: AsyncGenerator<Found, void, undefined>,
  shared: Shared,
): AsyncGenerator<ExportFile, void, undefined> {
  const size = job.request.split ?? PAGE_SIZE;
  const parts = Math.max(1, Math.ceil(shared.count / size));
  const pathOf = (part: number): string => (parts === 1 ? 'search.html' : `search-${part}.html`);
  for (let part = 1; part <= parts; part++) {
    const links = Array.from({ length: parts }, (_, index) => index + 1).map((each) =>
      each === part ? `<b aria-current="page">${each}</b>` : `<a href="${hrefOf(pathOf(each))}">${each}</a>`,
    );
    const label = job.words.text.chat.pages;
    const navigation = parts === 1 ? '' : `<nav aria-label="${label}">${links.join(' ')}</nav>\n`;
    const contents = foundPage(job, all, { ...shared, navigation, size: part === parts ? Number.MAX_VALUE : size });
    yield { path: pathOf(part), modifiedAt: null, compress: true, contents, parts };
    yield* shared.attachments.take();
  }
}

async function* foundPage(
  job: ExportJob,
  all: AsyncGenerator<Found, void, undefined>,
  { title, clock, attachments, navigation, size }: Shared & { readonly navigation: string; readonly size: number },
): AsyncGenerator<string, void, undefined> {
  const { about, words } = job;
  yield pageStart(title, `${chatStyle(title)}\n${STYLE}`, { language: words.language, about });
  yield `<header><h1>${escapeHtml(title)}</h1>\n${aboutHtml(about, words)}</header>\n${navigation}<main>\n`;
  const placing = { attachments, up: '', words };
  const surroundings: MessageSurroundings = {
    clock,
    file: (attachment) => attachmentHtml(attachment, placing),
    picture: (reference, name) => pictureHtml(reference, name, placing),
    address: (key) => `#m${key}`,
  };
  let day: string | null = null;
  let hasLand = false;
  for (let number = 0; number < size; number++) {
    const { value: found, done } = await all.next();
    if (done === true) break;
    const { hit, kind, message, record } = found;
    const [one = kind.id] = named(kind.names, words) ?? [];
    // Records of different kinds can have the same key.
    const id = `${kind.id}-${hit.key}`;
    let html = `<div class="k">${[one, hit.chat?.title ?? '']
      .filter((part) => part !== '')
      .map(escapeHtml)
      .join(' · ')}</div>\n`;
    if (message !== null) {
      await attachments.look(filesOf([message]));
      if (message.location !== null && !hasLand) {
        html += LAND_HTML;
        hasLand = true;
      }
      html += messageHtml(withoutReplyLink(message), { ...surroundings, id });
    } else if (record !== null) {
      const places = await filePlaces(job, record, attachments);
      await lookAt(places, attachments);
      const files = filesHtml(places, attachments);
      html += recordHtml(kind, record, { name: one, clock, files, id });
    }
    html += foundInLines(hit, words)
      .map((line) => `<div class="k">${escapeHtml(line)}</div>\n`)
      .join('');
    const today = clock.day(hit.at);
    if (today !== day)
      yield `${day === null ? '' : '</section>\n'}<section><h2>${escapeHtml(dayName(today, words))}</h2>\n`;
    day = today;
    yield html;
  }
  yield `${day === null ? '' : '</section>\n'}</main>\n${navigation}${PAGE_END}`;
}

/** The message that it answers may not be on the page. */
function withoutReplyLink(message: MessageView): MessageView {
  const { replyTo } = message;
  if (replyTo === null || (replyTo.excerpt === null && replyTo.gist === null)) return message;
  return { ...message, replyTo: { ...replyTo, key: null } };
}
