/** Maximum number of bytes of an encoded word without its frame: 75 characters in all (RFC 2047 §2). */
const WORD_BYTES = 45;

/** Text of a header field: as it is if it is short ASCII, else as encoded words (RFC 2047). One line in any case. */
export function headerText(text: string, lineEnd: string): string {
  const line = oneLine(text);
  if (/^[\u0020-\u007e]{0,60}$/.test(line) && !line.includes('=?')) return line;
  return encodedWords(line).join(`${lineEnd} `);
}

/** An address with a name: `"Anna" <anna@example.com>`. */
export function mailbox(name: string, address: string, lineEnd: string): string {
  const line = oneLine(name);
  if (line === '') return `<${address}>`;
  if (/^[\u0020-\u007e]{1,60}$/.test(line) && !line.includes('=?')) {
    return `"${line.replace(/["\\]/g, '\\$&')}" <${address}>`;
  }
  return `${encodedWords(line).join(`${lineEnd} `)} <${address}>`;
}

/**
 * The address of a handle. Phone numbers and account names are no addresses: they stand before a domain that can never
 * exist (RFC 2606).
 */
export function addressOf(handle: string | null): string {
  if (handle === null || handle === '') return 'unknown@handle.invalid';
  if (/^[\w.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/.test(handle) && !/^\.|\.\.|\.@/.test(handle)) return handle;
  const isPhone = /^\+?[\d\s().\u00a0-]+$/.test(handle);
  const local = encodeURIComponent(isPhone ? handle.replace(/[^\d+]/g, '') : handle.toWellFormed())
    .replaceAll('%2B', '+')
    .replace(/[!'()*]/g, '_')
    .replaceAll('%', '=')
    .slice(0, 64);
  const safe = local.replace(/^\.|\.$|\.(?=\.)/g, '_');
  return `${safe}@${isPhone ? 'phone' : 'handle'}.invalid`;
}

/** An id of a message. `parts` make it unique. */
export function messageId(parts: readonly string[]): string {
  const local = parts.map((part) => part.toWellFormed().replace(/[^A-Za-z0-9-]/g, (one) => `_${one.charCodeAt(0)}_`));
  return `<${local.join('.').slice(0, 200)}@apple-juicer.invalid>`;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Date of RFC 5322 from a local time in ISO 8601 with its offset: `Fri, 31 May 2024 22:30:15 +0200`. */
export function mailDate(iso: string): string | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)([+-]\d\d):(\d\d)$/.exec(iso);
  if (match === null) return null;
  const [, year, month, day, time, hours, minutes] = match;
  const weekday = DAYS[new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDay()];
  return `${weekday}, ${day} ${MONTHS[Number(month) - 1]} ${year} ${time} ${hours}${minutes}`;
}

/** Time of the line before a message in an mbox: `Fri May 31 20:30:15 2024`, in UTC. */
export function mboxDate(milliseconds: number | null): string {
  const time = new Date(milliseconds ?? 0);
  const at =
    Number.isNaN(time.getTime()) || time.getUTCFullYear() < 1 || time.getUTCFullYear() > 9999 ? new Date(0) : time;
  const iso = at.toISOString();
  const day = String(at.getUTCDate()).padStart(2, ' ');
  return `${DAYS[at.getUTCDay()]} ${MONTHS[at.getUTCMonth()]} ${day} ${iso.slice(11, 19)} ${iso.slice(0, 4)}`;
}

function encodedWords(text: string): string[] {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((each) => `=?utf-8?B?${Buffer.from(each).toString('base64')}?=`);
}

/** No line ends: what follows them would be a header of its own. */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
}
