import { msg, type NoteMessage } from '../../../locales/messages.ts';
import type { Drawing } from '../../../model/drawing.ts';
import { isDomainError } from '../../../model/errors.ts';
import { asBlob, type Lookup } from '../../kit/source-table.ts';
import { type AppMessage, readAppMessage, voteOf } from './app-message.ts';
import { readDrawing } from './drawings/drawing.ts';
import type { PollDefinition } from './poll.ts';
import type { Poll, PollVote, Reaction } from './tables.ts';

/** The votes of a poll, and the reactions that are none of them. */
interface Voted {
  readonly poll: Poll | null;
  readonly reactions: readonly Reaction[] | null;
}

/** Reads the balloons of apps (`payload_data`). Unreadable ones are noted. */
export class BalloonReader {
  readonly #payload: Lookup<'payload'>;
  readonly #note: (note: NoteMessage) => void;

  /** @param payload finds `payload_data` by ROWID */
  constructor(payload: Lookup<'payload'>, note: (note: NoteMessage) => void) {
    this.#payload = payload;
    this.#note = note;
  }

  /** The balloon of a message; that of a poll as its newest readable definition in `updates` (oldest first) has it. */
  read(key: number, updates: readonly number[], isPoll: boolean): AppMessage | null {
    for (const update of updates.toReversed()) {
      const defined = this.#read(update, readAppMessage);
      if (defined !== null && defined.poll !== null) return defined;
    }
    const balloon = this.#read(key, readAppMessage);
    if (isPoll && balloon !== null && balloon.poll === null) this.#unreadable();
    return balloon;
  }

  /**
   * Gives the options of a poll the votes among the reactions. A vote is a complete choice, so that one without options
   * takes back the earlier ones. Votes that cannot be read, or for other options, remain reactions.
   */
  votes(definition: PollDefinition | null, reactions: readonly Reaction[]): Voted {
    const options = new Map(definition?.options.keys().map((option) => [option, new Array<PollVote>()]));
    const others = reactions.filter(({ kind, isFromMe, sender, at, message }) => {
      const choices = kind === 'vote' ? this.#read(message, (payload) => voteOf(payload) ?? this.#unreadable()) : null;
      if (choices === null) return true;
      const chosen = new Map(choices.map((choice) => [choice.option, choice]));
      for (const [option, choice] of chosen) {
        if (!options.has(option)) continue;
        options.get(option)?.push({ isFromMe, sender, at: choice.at ?? at, message });
        chosen.delete(option);
      }
      return chosen.size > 0 && chosen.size === choices.length;
    });
    return {
      poll:
        definition === null
          ? null
          : {
              question: definition.question,
              options: [...definition.options].map(([option, text]) => ({ text, votes: options.get(option) ?? [] })),
            },
      reactions: others.length === 0 ? null : others,
    };
  }

  /** Handwriting or a Digital Touch; null if there is none. */
  drawing(key: number, balloonBundleId: string): Drawing | null {
    const read = (payload: Uint8Array): Drawing | null => readDrawing(balloonBundleId, payload, this.#note);
    return this.#read(key, read, msg('note.unreadable-drawings'));
  }

  #read<T>(
    key: number,
    read: (payload: Uint8Array) => T,
    unreadable: NoteMessage = msg('note.unreadable-app-messages'),
  ): T | null {
    const payload = asBlob(this.#payload(key)?.payload);
    if (payload === null) return null;
    try {
      return read(payload);
    } catch (error) {
      if (!isDomainError(error)) throw error;
      this.#note(unreadable);
      return null;
    }
  }

  #unreadable(): null {
    this.#note(msg('note.unreadable-app-messages'));
    return null;
  }
}
