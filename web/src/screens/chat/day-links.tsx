import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { History, Images } from 'lucide-react';
import type { ReactNode } from 'react';
import { photosOfDayQuery } from '../../api/photos.ts';
import { dayKey } from '../../format/day-key.ts';
import { useText } from '../../i18n/text.tsx';
import { usePhotoDayRule } from '../../preferences/photo-day-rule.ts';
import { useZone } from '../../preferences/zone.tsx';
import { useChat } from './chat-context.ts';

const LINE = 'flex min-h-8 items-center gap-2 rounded-md px-2 -mx-2';

/** Links to photos and timeline of a day. */
export function DayLinks({ at }: { readonly at: number }): ReactNode {
  const t = useText();
  const words = t.chat.day;
  const zone = useZone();
  const rule = usePhotoDayRule();
  const { backup } = useChat().place;
  const day = dayKey(at, zone);
  const { data: photos } = useQuery(photosOfDayQuery(backup, day, rule));
  return (
    <ul className="flex flex-col text-sm">
      <li>
        {photos === 0 ? (
          <span className={`${LINE} text-muted`}>
            <Images size={15} aria-hidden />
            {words.noPhotos}
          </span>
        ) : (
          <Link
            to="/b/$backupId/photos"
            params={{ backupId: backup }}
            search={{ day }}
            className={`${LINE} text-accent hover:bg-hover`}
          >
            <Images size={15} aria-hidden />
            {photos === undefined ? words.photos : words.photosCounted({ count: photos })}
          </Link>
        )}
      </li>
      <li>
        <Link to="/timeline" search={{ backup, at }} className={`${LINE} text-accent hover:bg-hover`}>
          <History size={15} aria-hidden />
          {words.everything}
        </Link>
      </li>
    </ul>
  );
}
