import type { ReactNode } from 'react';
import type { DayView } from '../../../../src/contract/days.ts';
import { Select } from '../../components/select.tsx';
import { useText } from '../../i18n/text.tsx';
import { monthName } from './month-scrubber.tsx';

/** The months as a select element, if there is no space for the scrubber. */
export function MonthSelect({
  months,
  current,
  onJump,
}: {
  readonly months: readonly DayView[];
  readonly current: number;
  readonly onJump: (month: number) => void;
}): ReactNode {
  const t = useText();
  if (months.length < 2) return null;
  const options = months.map((month, index) => ({ value: String(index), label: monthName(month) })).toReversed();
  return (
    <Select
      label={t.timeline.jump}
      hideLabel
      value={String(current)}
      options={options}
      className="w-40 sm:hidden"
      onChange={(value) => onJump(Number(value))}
    />
  );
}
