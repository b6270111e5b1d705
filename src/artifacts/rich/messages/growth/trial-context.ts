import type { LostMessage, NoteMessage } from '../../../../locales/messages.ts';
import type { MessagesContext } from '../messages-context.ts';

/** A context whose counts are held back until it is certain that the reading counts. */
export class TrialContext implements MessagesContext {
  readonly region: string | null;
  readonly slice: MessagesContext['slice'];
  readonly isExcerpt: boolean;
  readonly fileAt: MessagesContext['fileAt'];
  readonly file: MessagesContext['file'];
  readonly #context: MessagesContext;
  readonly #counts: (() => void)[] = [];

  constructor(context: MessagesContext) {
    this.#context = context;
    this.region = context.region;
    this.slice = context.slice;
    this.isExcerpt = context.isExcerpt;
    this.fileAt = (domain, path) => context.fileAt(domain, path);
    this.file = (domain, path) => context.file(domain, path);
  }

  note(note: NoteMessage, count?: number): void {
    this.#counts.push(() => this.#context.note(note, count));
  }

  lost(reason: LostMessage, count?: number): void {
    this.#counts.push(() => this.#context.lost(reason, count));
  }

  found(count: number): void {
    this.#counts.push(() => this.#context.found(count));
  }

  progress(fraction: number): void {
    this.#context.progress(fraction);
  }

  /** Passes the counts on. */
  commit(): void {
    for (const count of this.#counts) count();
  }
}
