import type { NoteAttachmentReference, NoteSpan } from '../document.ts';
import { linkedNote } from '../note-link.ts';

/** An attachment as rendered. */
export interface RenderedAttachment {
  /** Address of its contents, or null. Created by the caller, or safe to follow. */
  readonly href: string | null;
  /** Its display name. */
  readonly name: string | null;
  /** True to embed it as a picture instead of a link. */
  readonly isImage: boolean;
  /** Address of what browsers show or play instead: a copy in another format, or the contents themselves. */
  readonly playable?: { readonly kind: 'image' | 'audio' | 'video'; readonly href: string };
  /** Pages of a gallery, shown in its place. */
  readonly pages?: readonly RenderedAttachment[];
  /** Transcript of a recording, shown below the recording or its pages. */
  readonly said?: string | null;
}

/** Options of the renderers. */
export interface RenderOptions {
  /** Looks up an attachment. Without it, or if it returns null, only a placeholder is written. */
  readonly attachment?: (reference: NoteAttachmentReference) => RenderedAttachment | null;
  /** Address of another note by key, or null. Without it links to notes are only text. */
  readonly note?: (key: string) => string | null;
  /** Plain text: true to write web, mail and telephone addresses of links behind their words. */
  readonly hasAddresses?: boolean;
}

/** Placeholder for an attachment without text or name. */
export const UNNAMED_ATTACHMENT = 'attachment';

/** Allowed link schemes. All others, `javascript:` above all, are shown but not linked. */
const SAFE_SCHEME = /^(?:https?|mailto|tel):/i;

/** The link if it is safe to follow, or null. */
export function safeLink(link: string | undefined): string | null {
  return link !== undefined && SAFE_SCHEME.test(link) && !/[\p{Cc}\s]/u.test(link) ? link : null;
}

/** Address that a span leads to: of another note, or a safe link; null if there is none. */
export function hrefOf(span: NoteSpan, options: RenderOptions): string | null {
  const note = linkedNote(span);
  return note === null ? safeLink(span.link) : (options.note?.(note) ?? null);
}

/** The transcript of a recording, in quotation marks; null if there is none. */
export function spokenWords({ said }: RenderedAttachment): string | null {
  return said === undefined || said === null ? null : `“${said}”`;
}

/** Details of a span's attachment. */
export function findAttachment(reference: NoteAttachmentReference, options: RenderOptions): RenderedAttachment {
  const found = options.attachment?.(reference) ?? null;
  return found ?? { href: null, name: null, isImage: false };
}
