import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  Clock,
  LockKeyhole,
  LockKeyholeOpen,
  RefreshCw,
  ShieldCheck,
  ShieldOff,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { BackupView } from '../../../../src/contract/backups.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { useText } from '../../i18n/text.tsx';
import type { Texts } from '../../i18n/texts.ts';

const SIZE = { size: 13, 'aria-hidden': true } as const;

/** State of a backup as badges: encrypted, unlocked, indexed. */
export function BackupBadges({ backup }: { readonly backup: BackupView }): ReactNode {
  const t = useText();
  const words = t.backups.status;
  const { encrypted, unlocked, archived } = backup;
  return (
    <ul className="flex flex-wrap gap-1.5">
      {badgesOf(backup, words).map(({ tone, icon, text, title }) => (
        <li key={text}>
          <Badge tone={tone} icon={icon} {...(title === undefined ? {} : { title })}>
            {text}
          </Badge>
        </li>
      ))}
      <li>
        {encrypted ? (
          <Badge icon={<ShieldCheck {...SIZE} />}>{words.encrypted}</Badge>
        ) : (
          <Badge icon={<ShieldOff {...SIZE} />} title={t.backups.explain.notEncrypted}>
            {words.notEncrypted}
          </Badge>
        )}
      </li>
      {encrypted ? (
        <li>
          {unlocked ? (
            <Badge tone="info" icon={<LockKeyholeOpen {...SIZE} />}>
              {words.unlocked}
            </Badge>
          ) : (
            <Badge icon={<LockKeyhole {...SIZE} />}>{words.locked}</Badge>
          )}
        </li>
      ) : null}
      {archived ? (
        <li>
          <Badge>{words.archived}</Badge>
        </li>
      ) : null}
    </ul>
  );
}

interface Described {
  readonly tone: Tone;
  readonly icon: ReactNode;
  readonly text: string;
  readonly title?: string;
}

/** Badges for the state of the folder and of the index. */
function badgesOf(backup: BackupView, words: Texts['backups']['status']): Described[] {
  const { vanishedAt, state, status, stale, staleReason, lastRun } = backup;
  const alert = <CircleAlert {...SIZE} />;
  const folder: Described[] =
    vanishedAt !== null
      ? [{ tone: 'warning', icon: alert, text: words.vanished }]
      : state === 'in-progress'
        ? [{ tone: 'info', icon: <Clock {...SIZE} />, text: words.inProgress }]
        : state === 'incomplete'
          ? [{ tone: 'warning', icon: alert, text: words.incomplete }]
          : state === 'unsupported'
            ? [{ tone: 'danger', icon: alert, text: words.unsupported }]
            : [];
  if (status === 'INDEXING') return [...folder, { tone: 'info', icon: <RefreshCw {...SIZE} />, text: words.indexing }];
  if (status === 'FAILED') return [...folder, { tone: 'danger', icon: alert, text: words.failed }];
  if (status === 'INDEXED') {
    const indexed: Described = stale
      ? {
          tone: 'warning',
          icon: <RefreshCw {...SIZE} />,
          text: words.stale,
          ...(staleReason === null ? {} : { title: staleReason }),
        }
      : lastRun?.outcome === 'partial'
        ? { tone: 'warning', icon: alert, text: words.partial }
        : { tone: 'good', icon: <CircleCheck {...SIZE} />, text: words.indexed };
    return [...folder, indexed];
  }
  return folder.length > 0 ? folder : [{ tone: 'neutral', icon: <CircleDashed {...SIZE} />, text: words.notIndexed }];
}
