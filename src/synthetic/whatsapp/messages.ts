import type { DatabaseSync } from 'node:sqlite';
import { appleSeconds } from '../encoders/apple-time.ts';
import { RowWriter } from '../encoders/row-writer.ts';
import { type Random, seededRandom } from '../random.ts';
import { spanOf } from './dates.ts';
import { type Answerable, type MessageDraft, WHATSAPP_KINDS, type WhatsappKind, type WhatsappScene } from './kinds.ts';
import { writeReceiptInfo } from './receipts.ts';
import type { WhatsappGeneration } from './schema.ts';
import type { WhatsappSpec, WrittenSession, WrittenWhatsappFile, WrittenWhatsappMessage } from './truth.ts';

/** Every n-th message is a needle. */
const NEEDLE_EVERY = 97;
/** Every n-th stanza id repeats one of another chat. */
const REPEAT_EVERY = 211;

/** Writes messages with their related rows. */
class WhatsappMessageWriter {
  readonly counts: Record<string, number> = {};
  readonly examples: Record<string, WrittenWhatsappMessage> = {};
  readonly needles: (WrittenWhatsappMessage & { word: string })[] = [];
  readonly files: WrittenWhatsappFile[] = [];
  readonly replies: { pk: number; target: number }[] = [];
  readonly #random: Random;
  readonly #messages: RowWriter;
  readonly #media: RowWriter;
  readonly #infos: RowWriter;
  readonly #links: RowWriter;
  readonly #payments: RowWriter;
  readonly #earlier = new Map<number, Answerable>();
  #written = 0;
  #mediaCount = 0;

  constructor(db: DatabaseSync, random: Random) {
    this.#random = random;
    this.#messages = new RowWriter(db, 'ZWAMESSAGE');
    this.#media = new RowWriter(db, 'ZWAMEDIAITEM');
    this.#infos = new RowWriter(db, 'ZWAMESSAGEINFO');
    this.#links = new RowWriter(db, 'ZWAMESSAGEDATAITEM');
    this.#payments = new RowWriter(db, 'ZWAZ1PAYMENTTRANSACTION');
  }

  /** Writes a message of this kind into a chat. Returns false if the chat cannot have it. */
  write(kind: WhatsappKind, session: WrittenSession, date: number): boolean {
    const random = this.#random;
    const earlier = this.#earlier.get(session.pk) ?? null;
    const member = session.members.length === 0 ? null : random.pick(session.members);
    const fromMe =
      session.kind === 'broadcast' || kind.isOwn === true || (TALKING.has(session.kind) && random.chance(0.45));
    const sender = fromMe ? null : (member?.person ?? null);
    const scene: WhatsappScene = { random, session, fromMe, sender, date, earlier };
    const draft = kind.draft(scene);
    if (draft === null) return false;
    const pk = ++this.#written;
    const needle =
      random.isStory !== true && kind.name === 'text' && pk % NEEDLE_EVERY === 0 ? `zitrone${String(pk)}` : null;
    const text = needle === null ? draft.text : `${draft.text ?? ''} ${needle}`;
    const stanzaId = pk % REPEAT_EVERY === 0 ? '3EB0REPEATED00000000' : `3EB0${String(pk).padStart(16, '0')}`;
    const media = this.#writeMedia(pk, session, draft);
    this.#messages.insert({
      Z_PK: pk,
      ZCHATSESSION: draft.lost === true ? null : session.pk,
      ZISFROMME: Number(fromMe),
      // For ordinary messages the column has no meaning: incoming ones have 2.
      ZGROUPEVENTTYPE: fromMe ? 0 : 2,
      ZMESSAGEDATE: appleSeconds(date),
      ZSENTDATE: appleSeconds(date) + 0.25,
      ZSORT: pk,
      ZSTANZAID: stanzaId,
      ZFROMJID: fromMe ? null : session.jid,
      ZTOJID: fromMe ? session.jid : null,
      ZGROUPMEMBER: fromMe || session.kind !== 'group' ? null : (member?.pk ?? null),
      ZPUSHNAME: fromMe ? null : 'CMPPodUGIAA=',
      ZMESSAGESTATUS: fromMe ? 8 : 6,
      ZFLAGS: fromMe ? 16_777_280 : 16_777_216,
      ZCHILDMESSAGESDELIVEREDCOUNT: fromMe && session.kind === 'group' ? 3 : 0,
      ZCHILDMESSAGESREADCOUNT: fromMe && session.kind === 'group' ? 2 : 0,
      ZSPOTLIGHTSTATUS: -32_768,
      ZSTARRED: 0,
      ZMEDIAITEM: media,
      ZMESSAGEINFO: this.#writeInfo(pk, date, fromMe, draft),
      ...draft.message,
      ...(needle === null ? {} : { ZTEXT: text }),
    });
    if (draft.link !== undefined) this.#links.insert({ ZMESSAGE: pk, ZCHATJID: session.jid, ...draft.link });
    if (draft.payment !== undefined) {
      this.#payments.insert({ ZMESSAGESTANZAID: stanzaId, ZTIMESTAMP: appleSeconds(date), ...draft.payment });
    }
    const written = { pk, session: draft.lost === true ? null : session.pk, fromMe, sender, date, text };
    this.counts[kind.name] = (this.counts[kind.name] ?? 0) + 1;
    this.examples[kind.name] ??= written;
    if (needle !== null) this.needles.push({ ...written, word: needle });
    if (draft.answers !== undefined) this.replies.push({ pk, target: draft.answers });
    if (kind.name === 'text' && needle === null) {
      this.#earlier.set(session.pk, { ...written, stanzaId, senderJid: fromMe ? null : (member?.jid ?? null) });
    }
    return true;
  }

  #writeMedia(message: number, session: WrittenSession, draft: MessageDraft): number | null {
    if (draft.media === undefined) return null;
    const pk = ++this.#mediaCount;
    const { file } = draft;
    const uuid = this.#random.uuid().toLowerCase();
    const folder = `Media/${session.jid}/${uuid.slice(0, 1)}/${uuid.slice(1, 2)}`;
    const path = file === undefined || file.remote === true ? null : `${folder}/${uuid}.${file.extension}`;
    this.#media.insert({
      Z_PK: pk,
      ZMESSAGE: message,
      // Never NULL in real rows.
      ZFILESIZE: file === undefined ? 0 : 1234,
      ZMOVIEDURATION: 0,
      ZLATITUDE: 0,
      ZLONGITUDE: 0,
      ZHACCURACY: 0,
      ZMEDIALOCALPATH: path,
      ZXMPPTHUMBPATH: file === undefined ? null : `${folder}/${uuid}.thumb`,
      ZMEDIAURL: file === undefined ? null : `https://mmg.whatsapp.net/${uuid}.enc`,
      ...draft.media,
    });
    if (file !== undefined) {
      this.files.push({
        pk,
        message,
        kind: file.kind,
        variant: pk,
        relativePath: path === null ? null : `Message/${path}`,
        mimeType: file.mimeType,
        missing: file.missing === true,
      });
    }
    return pk;
  }

  #writeInfo(message: number, date: number, fromMe: boolean, draft: MessageDraft): number | null {
    if (!fromMe && draft.reactions === undefined && draft.receipts === undefined) return null;
    const ZRECEIPTINFO = writeReceiptInfo(date, draft.reactions ?? [], draft.receipts);
    return this.#infos.insert({ ZMESSAGE: message, ZRECEIPTINFO });
  }
}

/** Kinds of chats that the owner writes in. */
const TALKING: ReadonlySet<WrittenSession['kind']> = new Set(['direct', 'group']);

/** Picks a kind by its weight. */
function pickKind(random: Random, kinds: readonly WhatsappKind[]): WhatsappKind {
  let rest = random.fraction() * kinds.reduce((sum, { weight }) => sum + weight, 0);
  return kinds.find(({ weight }) => (rest -= weight) < 0) ?? (kinds[0] as WhatsappKind);
}

/** Kinds that only tests need: inconsistent and unknown contents. */
const UNTOLD: ReadonlySet<string> = new Set(['unknown', 'no-session', 'marked-up', 'failed']);

/** Writes the messages of a spec into these chats, every kind at least once if size allows. */
export function writeWhatsappMessages(
  db: DatabaseSync,
  spec: WhatsappSpec,
  generation: WhatsappGeneration,
  sessions: readonly WrittenSession[],
): WhatsappMessageWriter {
  const random = { ...seededRandom(spec.seed, 'whatsapp messages'), isStory: spec.story === true };
  const writer = new WhatsappMessageWriter(db, random);
  const span = spanOf(spec);
  const kinds = WHATSAPP_KINDS.filter(
    ({ name, only }) => (only === undefined || only === generation) && !(random.isStory && UNTOLD.has(name)),
  );
  const open = sessions.filter(({ isRemoved }) => !isRemoved);
  const first = kinds[0] as WhatsappKind;
  for (let index = 0; index < spec.size; index++) {
    // Dates are whole seconds in ascending order; several messages can have the same date.
    const date = Math.floor((span.start + (span.length * (index + 1)) / spec.size) / 1000) * 1000;
    // First every kind once, each after a text, so that there is a message to quote.
    const kind =
      index < 2 * kinds.length
        ? index % 2 === 0
          ? first
          : (kinds[(index - 1) / 2] as WhatsappKind)
        : pickKind(random, kinds);
    const fitting = open.filter((session) => (kind.where ?? [...TALKING]).includes(session.kind));
    const session = index < 2 * kinds.length && kind === first ? (open[0] as WrittenSession) : random.pick(fitting);
    if (!writer.write(kind, session, date)) writer.write(first, session, date);
  }
  return writer;
}
