import type { FileReference } from '../../../kit/artifact.ts';
import { NO_STEP } from '../../../kit/growth/lookup-trace.ts';
import type { Chats } from '../chats.ts';
import type { Directory } from '../directory.ts';
import { LOOKUP, type MessageTrace } from './message-trace.ts';

/** Notes what messages look up in the directory of their app. */
export class Tracing {
  readonly #trace: MessageTrace;
  readonly #directory: Directory;

  constructor(trace: MessageTrace, directory: Directory) {
    this.#trace = trace;
    this.#directory = directory;
    const { names, lids, files } = directory;
    trace.isOn = false;
    directory.trace = trace;
    names.watcher = (jid, person) => trace.note(LOOKUP.person, jid, person);
    lids.watcher = (text, jid) => trace.note(LOOKUP.jid, text, jid);
    files.watcher = (path, file) => trace.note(LOOKUP.file, path, printable(file));
  }

  /** A message is read. */
  begin(): void {
    this.#trace.step = NO_STEP;
    this.#trace.isOn = true;
  }

  /** It was read; returns the step after all that it looked up. */
  end(): number {
    this.#trace.isOn = false;
    return this.#trace.step;
  }

  /** All messages were read. */
  stop(): void {
    const { names, lids, files } = this.#directory;
    this.#directory.trace = null;
    names.watcher = null;
    lids.watcher = null;
    files.watcher = null;
  }
}

/** What makes a file another one; shorter for most. */
function printable({ fileID, state }: FileReference): unknown {
  return state === 'present' ? fileID : [fileID, state];
}

/** Steps of a trace with another result in this directory. */
export function changedSteps(
  trace: MessageTrace,
  { lids, names, files, members }: Directory,
  chats: Chats,
): Uint8Array {
  return trace.changedSteps({
    session: (pk: number) => {
      const chat = chats.ofSession(pk);
      return chat === null ? null : chats.factsOf(chat);
    },
    member: (pk: number) => {
      const member = members.byPk.get(pk);
      return member === undefined ? null : [member.jid, member.sourceJid];
    },
    jid: (text: string) => lids.canonical(text),
    person: (jid: string) => names.person(jid),
    file: (path: string) => printable(files.media(path)),
  });
}
