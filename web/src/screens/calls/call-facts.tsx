import type { ReactNode } from 'react';
import type { AppView } from '../../../../src/contract/backups.ts';
import type { CallView } from '../../../../src/contract/calls.ts';
import { Card } from '../../components/card.tsx';
import { DefinitionList } from '../../components/definition-list.tsx';
import { Bytes } from '../../components/figures.tsx';
import { Handle } from '../../components/handle.tsx';
import { Time } from '../../components/time.tsx';
import { formatDuration } from '../../format/duration.ts';
import { useText } from '../../i18n/text.tsx';
import { RecordPeople } from '../../records/record-people.tsx';
import { asNumber, asText } from '../../untyped-values.ts';
import { outcomeOf, serviceOf, wasConnected } from './call-words.ts';

/** All details of a call. */
export function CallFacts({
  backup,
  call,
  apps,
}: {
  readonly backup: string;
  readonly call: CallView;
  readonly apps: readonly AppView[];
}): ReactNode {
  const t = useText();
  const words = t.calls.facts;
  const { at, seconds, direction, location, people, isGroup, isMissed, isRead, person, details } = call;
  const bytes = asNumber(details['bytes']);
  return (
    <Card className="p-5 [&_time]:whitespace-normal">
      <DefinitionList
        entries={[
          [words.when, <Time key="t" at={at} format="full" />],
          [words.duration, wasConnected(call) && seconds !== null ? formatDuration(Math.round(seconds) * 1000) : null],
          [words.direction, direction === null ? null : t.calls.directions[direction]],
          [words.outcome, outcomeOf(call, t)],
          [words.service, serviceOf(call, apps, t)],
          [
            words.number,
            isGroup || person.handle === null ? null : (
              <Handle key="n" handle={person.handle} text={person.handleText} />
            ),
          ],
          [words.location, location],
          [words.people, isGroup ? <RecordPeople key="m" backup={backup} people={people} /> : null],
          [words.seen, isMissed && isRead !== null ? (isRead ? t.common.yes : words.seenNo) : null],
          [words.emergency, details['isEmergency'] === true ? t.common.yes : null],
          [words.junk, details['isJunk'] === true ? (asText(details['junkReason']) ?? t.common.yes) : null],
          [words.withheld, details['isNumberWithheld'] === true ? t.common.yes : null],
          [words.text, details['isText'] === true ? t.common.yes : null],
          [words.message, details['hasMessage'] === true ? t.common.yes : null],
          [words.translated, details['isTranslated'] === true ? t.common.yes : null],
          [words.creator, asText(details['creator'])],
          [words.blockedBy, asText(details['blockedBy'])],
          [words.device, asText(details['device'])],
          [words.data, bytes === null ? null : <Bytes key="b" value={bytes} />],
        ]}
      />
    </Card>
  );
}
