import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { MessageCircle, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CallView } from '../../../../src/contract/calls.ts';
import type { KindView } from '../../../../src/contract/kinds.ts';
import { useBackup, useIsLocked } from '../../api/backups.ts';
import { callQuery } from '../../api/calls.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Button } from '../../components/button.tsx';
import { Handle } from '../../components/handle.tsx';
import { photoOf } from '../../components/person.tsx';
import { SourceButton } from '../../components/source-button.tsx';
import { Time } from '../../components/time.tsx';
import { personName } from '../../i18n/names.ts';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { chatLink } from '../../kinds/links.ts';
import { MarkButtons } from '../../marks/mark-buttons.tsx';
import { RecordPane } from '../../records/record-pane.tsx';
import { CallFacts } from './call-facts.tsx';
import { chatKindOf } from './call-logs.ts';
import { type CallSearch, toCall } from './call-search.ts';
import { serviceOf } from './call-words.ts';
import { OtherCalls } from './other-calls.tsx';
import { useCallLog } from './use-call-log.ts';

/** A call with its participants and other calls with them. */
export function CallPane({
  backup,
  callKey,
  search,
}: {
  readonly backup: string;
  readonly callKey: string;
  readonly search: CallSearch;
}): ReactNode {
  const t = useText();
  const { log, kind } = useCallLog(search);
  const apps = useBackup(backup).data?.apps ?? [];
  const query = useQuery({ ...callQuery(backup, log, callKey), placeholderData: keepPreviousData });
  const { data: call } = query;
  return (
    <RecordPane
      backup={backup}
      title={call === undefined ? t.calls.title : personName(call.person, t)}
      back={{ to: '/b/$backupId/calls', params: { backupId: backup }, search: toCall(search) }}
      query={query}
      renderLead={(shown) => (
        <>
          {serviceOf(shown, apps, t)}
          {' · '}
          <Time at={shown.at} />
        </>
      )}
      renderActions={({ key }) =>
        kind === null ? null : (
          <>
            <MarkButtons backup={backup} kind={kind.id} recordKey={key} />
            <SourceButton backup={backup} artifact={kind.artifact} table={kind.table} rowKey={key} />
          </>
        )
      }
    >
      {(shown) => (
        <>
          <OtherEnd backup={backup} call={shown} kind={kind} />
          <CallFacts backup={backup} call={shown} apps={apps} />
          <OtherCalls backup={backup} call={shown} log={log} search={search} />
        </>
      )}
    </RecordPane>
  );
}

function OtherEnd({
  backup,
  call,
  kind,
}: {
  readonly backup: string;
  readonly call: CallView;
  readonly kind: KindView | null;
}): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const locked = useIsLocked(backup);
  const { person, people, isGroup, conversation } = call;
  const { handle, handleText } = person;
  const chats = chatKindOf(kind, kinds.all);
  const chat = conversation === null || chats === null ? null : chatLink(backup, chats.id, conversation, kinds);
  return (
    <section className="flex flex-wrap items-center gap-4">
      <Avatar name={person.name} photo={locked ? null : photoOf(backup, person)} size="lg" />
      <div className="min-w-0 flex-1 basis-50">
        <h2 className="hostile text-xl font-semibold tracking-tight">
          {isGroup ? people.map((each) => personName(each, t)).join(', ') : personName(person, t)}
        </h2>
        {isGroup || handle === null || handleText === person.name ? null : (
          <p className="text-muted">
            <Handle handle={handle} text={handleText} />
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {isGroup || handle === null ? null : (
          <Button asChild size="sm" icon={<UserRound size={15} aria-hidden />}>
            <Link to="/b/$backupId/people" params={{ backupId: backup }} search={{ p: handle }}>
              {t.calls.person}
            </Link>
          </Button>
        )}
        {chat === null ? null : (
          <Button asChild size="sm" icon={<MessageCircle size={15} aria-hidden />}>
            <Link {...chat}>{t.calls.conversation}</Link>
          </Button>
        )}
      </div>
    </section>
  );
}
