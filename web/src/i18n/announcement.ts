/** What happened in a chat, as the server tells it. */
export interface Announcement {
  readonly kind: string;
  /** A sentence in English. */
  readonly text: string;
  readonly title: string | null;
  /** Who did it; null where nobody knows. */
  readonly who: { readonly name: string; readonly isOwner: boolean } | null;
  /** To whom. */
  readonly whom: readonly { readonly name: string; readonly isOwner: boolean }[];
  readonly seconds: number | null;
}
