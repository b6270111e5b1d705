import type { ReactNode } from 'react';
import { Select } from '../../components/select.tsx';
import { compareTexts, formatCount } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';

/** Selects one of the kinds on the map; null for all. */
export function KindSelect({
  counts,
  kind,
  onChange,
}: {
  /** Number of points by kind. */
  readonly counts: ReadonlyMap<string, number>;
  readonly kind: string | null;
  readonly onChange: (kind: string | null) => void;
}): ReactNode {
  const t = useText();
  const { many } = useKinds();
  const options = [...counts]
    .map(([value, count]) => ({ value, label: `${many(value)} (${formatCount(count)})` }))
    .toSorted((one, other) => compareTexts(one.label, other.label));
  return (
    <Select
      label={t.map.kind}
      hideLabel
      className="w-56"
      value={kind ?? ''}
      options={[{ value: '', label: t.map.allKinds }, ...options]}
      onChange={(value) => onChange(value === '' ? null : value)}
    />
  );
}
