import type { PersonSummaryView } from '../../../../src/contract/people.ts';
import type { Texts } from '../../i18n/en/index.ts';

/** How much there is with a person, over all channels: `1,283 messages · 12 calls · in 2 groups`. */
export function channelsOf({ counts }: PersonSummaryView, { people }: Texts): string {
  const messages = counts.messages + counts.whatsappMessages;
  const calls = counts.calls + counts.whatsappCalls;
  const groups = counts.groups + counts.whatsappGroups;
  const parts = [
    ...(messages > 0 ? [people.messages(messages)] : []),
    ...(calls > 0 ? [people.calls(calls)] : []),
    ...(groups > 0 ? [people.groups(groups)] : []),
  ];
  return parts.length === 0 ? people.nothing : parts.join(' · ');
}
