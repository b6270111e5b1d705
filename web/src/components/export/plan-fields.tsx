import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.tsx';
import { Select } from '../select.tsx';
import { Switch } from '../switch.tsx';
import { TextField } from '../text-field.tsx';
import { formatName } from './format-name.ts';

const PAPERS = ['a4', 'letter'] as const;
const ORDERS = ['oldest', 'newest'] as const;

/** What dialogs of exports ask for. */
export interface PlanChoice {
  readonly format: string;
  readonly order: (typeof ORDERS)[number];
  readonly files: boolean;
  readonly pack: boolean;
  /** With proof: copies of the databases, too. */
  readonly sources: boolean;
  readonly bom: boolean;
  readonly paper: (typeof PAPERS)[number];
  /** Prefix of Bates numbers; empty for none. */
  readonly bates: string;
  readonly citations: boolean;
}

/** The choice before anything is chosen, except for the format. */
export const FIRST_CHOICE: Omit<PlanChoice, 'format'> = {
  order: 'oldest',
  files: false,
  pack: false,
  sources: false,
  bom: false,
  paper: 'a4',
  bates: '',
  citations: true,
};

/** The parts of a plan that a choice sets. `orders`: formats that have a choice of order. */
export function planOf({ format, order, files, pack, sources, bom, ...pdf }: PlanChoice, orders: readonly string[]) {
  return {
    format,
    files,
    pack,
    ...(pack && sources ? { sources } : {}),
    ...(order === 'newest' && orders.includes(format) ? { order } : {}),
    ...(format === 'csv' ? { bom } : {}),
    ...(format === 'pdf' ? { pdf: pdf.bates === '' ? { ...pdf, bates: undefined } : pdf } : {}),
  };
}

/** Fields for format, order, files and proof; `children` are those of the period. */
export function PlanFields({
  choice,
  formats,
  orders,
  children,
  onChange,
}: {
  readonly choice: PlanChoice;
  readonly formats: readonly string[];
  readonly orders: readonly string[];
  readonly children?: ReactNode;
  readonly onChange: (choice: PlanChoice) => void;
}): ReactNode {
  const t = useText();
  const words = t.chat.export;
  const { format } = choice;
  const isPdf = format === 'pdf';
  return (
    <>
      {formats.length < 2 ? null : (
        <Select
          label={words.format}
          value={format}
          options={formats.map((value) => ({ value, label: formatName(value, t) }))}
          onChange={(value) => onChange({ ...choice, format: value })}
        />
      )}
      {children}
      {orders.includes(format) ? (
        <Select
          label={words.order}
          value={choice.order}
          options={ORDERS.map((value) => ({ value, label: words.orders[value] }))}
          onChange={(order) => onChange({ ...choice, order })}
        />
      ) : null}
      {isPdf ? <PdfFields choice={choice} onChange={onChange} /> : null}
      <Switch
        label={isPdf ? words.pictures : words.files}
        hint={isPdf ? words.picturesHint : words.filesHint}
        checked={choice.files}
        onChange={(files) => onChange({ ...choice, files })}
      />
      <Switch
        label={words.pack}
        hint={words.packHint}
        checked={choice.pack}
        onChange={(pack) => onChange({ ...choice, pack })}
      />
      {choice.pack ? (
        <Switch
          label={words.sources}
          hint={words.sourcesHint}
          checked={choice.sources}
          onChange={(sources) => onChange({ ...choice, sources })}
        />
      ) : null}
      {format === 'csv' ? (
        <Switch
          label={words.bom}
          hint={words.bomHint}
          checked={choice.bom}
          onChange={(bom) => onChange({ ...choice, bom })}
        />
      ) : null}
    </>
  );
}

function PdfFields({
  choice,
  onChange,
}: {
  readonly choice: PlanChoice;
  readonly onChange: (choice: PlanChoice) => void;
}): ReactNode {
  const words = useText().chat.export;
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <Select
          label={words.paper}
          value={choice.paper}
          options={PAPERS.map((value) => ({ value, label: words.papers[value] }))}
          onChange={(paper) => onChange({ ...choice, paper })}
        />
        <TextField
          label={words.bates}
          hint={words.batesHint}
          value={choice.bates}
          maxLength={40}
          onChange={({ target }) => onChange({ ...choice, bates: target.value })}
        />
      </div>
      <Switch
        label={words.citations}
        hint={words.citationsHint}
        checked={choice.citations}
        onChange={(citations) => onChange({ ...choice, citations })}
      />
    </>
  );
}
