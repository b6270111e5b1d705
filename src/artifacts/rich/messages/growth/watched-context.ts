import type { LostMessage, NoteMessage } from '../../../../locales/messages.ts';
import type { FileReference, SourceFileBytes } from '../../../kit/artifact.ts';
import type { MessagesContext } from '../messages-context.ts';

/** Tells whether something was noted: the records of a message with a note are read every time, so that it is counted. */
export class WatchedContext implements MessagesContext {
  readonly region: string | null;
  readonly slice: MessagesContext['slice'];
  readonly isExcerpt: boolean;
  /** Number of notes and losses so far. */
  noted = 0;
  readonly #context: MessagesContext;

  constructor(context: MessagesContext) {
    this.#context = context;
    this.region = context.region;
    this.slice = context.slice;
    this.isExcerpt = context.isExcerpt;
  }

  fileAt(domain: string, relativePath: string): FileReference {
    return this.#context.fileAt(domain, relativePath);
  }

  file(domain: string, relativePath: string): SourceFileBytes | null {
    return this.#context.file(domain, relativePath);
  }

  note(note: NoteMessage, count?: number): void {
    this.noted++;
    this.#context.note(note, count);
  }

  lost(reason: LostMessage, count?: number): void {
    this.noted++;
    this.#context.lost(reason, count);
  }

  found(count: number): void {
    this.#context.found(count);
  }

  progress(fraction: number): void {
    this.#context.progress(fraction);
  }
}
