import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { DayView } from '../../../../../src/contract/days.ts';
import { type ChatAnchor, chatDaysQuery } from '../../../api/chats.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { Select } from '../../../components/select.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { formatTime } from '../../../format/dates.ts';
import { dayKey } from '../../../format/day-key.ts';
import { useText } from '../../../i18n/text.tsx';
import { useZone } from '../../../preferences/zone.tsx';
import { useChat } from '../chat-context.ts';
import { type Month, monthAt, monthIndex, monthOf } from './calendar-month.ts';
import { MonthGrid } from './month-grid.tsx';

/** A calendar with the number of messages by day, for moving to a day. */
export function DateDialog({
  momentInView,
  goTo,
  onClose,
}: {
  /** A time of the day that is shown first. */
  readonly momentInView: () => number | null;
  readonly goTo: (target: ChatAnchor) => void;
  readonly onClose: () => void;
}): ReactNode {
  const t = useText();
  const words = t.chat.date;
  const zone = useZone();
  const { place } = useChat();
  const [at] = useState(momentInView);
  const { data, error, refetch } = useQuery(chatDaysQuery(place, zone));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={words.title}
      description={words.zone({ zone })}
      footer={
        <>
          <Button onClick={() => goTo({ kind: 'start' })}>{words.first}</Button>
          <Button onClick={() => goTo({ kind: 'end' })}>{words.last}</Button>
        </>
      }
    >
      {data !== undefined ? (
        <>
          {data.items.length === 0 ? (
            <p className="py-10 text-center text-muted">{words.none}</p>
          ) : (
            <Calendar
              days={data.items}
              shown={at === null ? null : dayKey(at, zone)}
              onChoose={(day) => goTo({ kind: 'time', at: day.at })}
            />
          )}
          {data.undated === 0 ? null : (
            <p className="mt-3 text-sm text-muted">{words.undated({ count: data.undated })}</p>
          )}
        </>
      ) : error === null ? (
        <Skeleton className="h-84 rounded-md" />
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
    </Dialog>
  );
}

function Calendar({
  days,
  shown,
  onChoose,
}: {
  readonly days: readonly DayView[];
  readonly shown: string | null;
  readonly onChoose: (day: DayView) => void;
}): ReactNode {
  const t = useText();
  const words = t.chat.date;
  const byDay = useMemo(() => new Map(days.map((day) => [day.day, day])), [days]);
  const months = useMemo(() => [...new Set(days.map(({ day }) => monthIndex(monthOf(day))))], [days]);
  const last = months.at(-1) ?? 0;
  const wanted = shown === null ? last : monthIndex(monthOf(shown));
  const [index, setIndex] = useState(months.findLast((known) => known <= wanted) ?? months[0] ?? last);
  const month: Month = monthAt(index);
  const years = [...new Set(months.map((known) => monthAt(known).year))];
  const before = months.findLast((known) => known < index);
  const after = months.find((known) => known > index);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-1">
        <IconButton label={words.previous} disabled={before === undefined} onClick={() => setIndex(before ?? index)}>
          <ChevronLeft size={18} />
        </IconButton>
        <h3 aria-live="polite" className="flex-1 text-center font-semibold">
          {formatTime(Date.UTC(month.year, month.month, 15), 'month', 'UTC')}
        </h3>
        <IconButton label={words.next} disabled={after === undefined} onClick={() => setIndex(after ?? index)}>
          <ChevronRight size={18} />
        </IconButton>
        <Select
          className="w-24"
          label={words.year}
          hideLabel
          value={String(month.year)}
          options={years.map((year) => ({ value: String(year), label: String(year) }))}
          onChange={(year) => setIndex(months.find((known) => monthAt(known).year === Number(year)) ?? index)}
        />
      </div>
      <MonthGrid month={month} days={byDay} shown={shown} onChoose={onChoose} />
    </div>
  );
}
