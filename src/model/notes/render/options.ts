import type { NoteAttachmentReference } from '../document.ts';

/** An attachment as a page or file shows it. */
export interface RenderedAttachment {
  /** Where its contents are; null where there are none. Made by the caller, or an address that is safe to follow. */
  readonly href: string | null;
  /** What to call it. */
  readonly name: string | null;
  /** To be shown as a picture rather than a link. */
  readonly isImage: boolean;
}

/** How a document becomes text. */
export interface RenderOptions {
  /** Finds what is known of an attachment; without it, or for null, only a placeholder is written. */
  readonly attachment?: (reference: NoteAttachmentReference) => RenderedAttachment | null;
}

/** What stands where an attachment has neither words nor a name. */
export const UNNAMED_ATTACHMENT = 'attachment';

/** Schemes that a link of a note may lead to: whatever else, most of all `javascript:`, is shown but not linked. */
const SAFE_SCHEME = /^(?:https?|mailto|tel):/i;

/** The link where it is safe to follow, or null. */
export function safeLink(link: string | undefined): string | null {
  return link !== undefined && SAFE_SCHEME.test(link) && !/[\p{Cc}\s]/u.test(link) ? link : null;
}

/** What is known of the attachment of a span. */
export function findAttachment(reference: NoteAttachmentReference, options: RenderOptions): RenderedAttachment {
  const found = options.attachment?.(reference) ?? null;
  return found ?? { href: null, name: null, isImage: false };
}
