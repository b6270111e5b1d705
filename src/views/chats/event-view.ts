import type { MessageView } from '../../contract/chat.ts';
import type { CallNote, ChatEvent } from '../../model/chat-event.ts';
import { callText } from '../calls/call-text.ts';
import type { People } from '../people/people.ts';
import { eventActor, eventText } from './event-text.ts';
import { namedPerson } from './named-people.ts';

/** View of the event of a system message, with names for handles; null for ordinary messages. */
export function eventView(
  { event, isFromMe }: { readonly event: ChatEvent | null; readonly isFromMe: boolean | null },
  people: People,
): MessageView['announcement'] {
  if (event === null) return null;
  const actor = eventActor(event, isFromMe ?? false, people);
  const others = event.people.map((person) => namedPerson(people, person));
  const { kind, title, seconds, parameter } = event;
  return {
    kind,
    text: eventText(event, actor, others),
    title,
    person: others[0] ?? null,
    actor,
    people: others,
    seconds,
    parameter,
  };
}

/** View of a call in a chat; null for ordinary messages. */
export function callNoteView({ call }: { readonly call: CallNote | null }): MessageView['call'] {
  return call === null ? null : { ...call, text: callText(call) };
}
