import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useExport } from '../../api/make-export.ts';
import type { PhotoFilter, PhotoLayout } from '../../api/photos.ts';
import { ExportDialogFrame } from '../../components/export/export-dialog-frame.tsx';
import { isIncomplete, type RedactionForm, redactionOf } from '../../components/export/redaction-form.ts';
import { RedactionPart } from '../../components/export/redaction-part.tsx';
import { Select } from '../../components/select.tsx';
import { Switch } from '../../components/switch.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useText } from '../../i18n/text.tsx';
import { usePhotoDayRule } from '../../preferences/photo-day-rule.ts';
import { useZone } from '../../preferences/zone.tsx';
import { photoKeysAt } from './photo-keys-at.ts';

const VERSIONS = ['both', 'original', 'edited'] as const;
const FORMATS = ['original', 'jpeg'] as const;
const QUALITIES = ['95', '90', '80', '60'] as const;
const FOLDERS = ['month', 'year', 'day', 'album', 'none', 'template'] as const;

/** Maximum number of photos that are chosen one by one: the limit of the API. */
const MAX_CHOSEN = 10_000;

/** Downloads the chosen photos, or all of a filter, with the choice of versions, folders and sidecars. */
export function ExportDialog({
  backup,
  filter,
  layout,
  chosen,
  onClose,
}: {
  readonly backup: string;
  readonly filter: PhotoFilter;
  readonly layout: PhotoLayout;
  /** Indices of the layout; null for all. */
  readonly chosen: ReadonlySet<number> | null;
  readonly onClose: () => void;
}): ReactNode {
  const t = useText();
  const words = t.photos.export;
  const zone = useZone();
  const rule = usePhotoDayRule();
  const client = useQueryClient();
  const [versions, setVersions] = useState<(typeof VERSIONS)[number]>('both');
  const [format, setFormat] = useState<(typeof FORMATS)[number]>('original');
  const [quality, setQuality] = useState<(typeof QUALITIES)[number]>('90');
  const [folders, setFolders] = useState<(typeof FOLDERS)[number]>('month');
  const [template, setTemplate] = useState('{year}/{month}/{album}/{filename}');
  const [xmp, setXmp] = useState(true);
  const [embed, setEmbed] = useState(false);
  const [json, setJson] = useState(false);
  const [redaction, setRedaction] = useState<RedactionForm | null>(null);
  const [pack, setPack] = useState(false);
  const { mutateAsync } = useExport(backup);
  const total = layout.ratios.length;
  const count = chosen?.size ?? total;
  const isAll = chosen === null || count === total;
  const tooMany = !isAll && count > MAX_CHOSEN;
  const mutation = useMutation({
    mutationFn: async () => {
      const which = isAll ? {} : { keys: await photoKeysAt(client, backup, filter, rule, layout, chosen) };
      return mutateAsync({
        what: 'photos',
        format,
        timeZone: zone,
        files: true,
        pack,
        ...which,
        ...redactionOf(redaction),
        photos: {
          ...(isAll ? { filter } : {}),
          versions,
          folders: folders === 'template' ? template : folders,
          sidecars: [...(xmp ? (['xmp'] as const) : []), ...(json ? (['json'] as const) : [])],
          ...(embed ? { embed } : {}),
          quality: Number(quality),
        },
      });
    },
  });
  return (
    <ExportDialogFrame
      title={words.title({ count })}
      words={words}
      backup={backup}
      canStart={!isIncomplete(redaction) && !tooMany && count > 0}
      mutation={mutation}
      onStart={() => mutation.mutate()}
      onClose={onClose}
    >
      {tooMany ? (
        <p role="alert" className="text-sm text-warning">
          {words.tooMany({ limit: MAX_CHOSEN })}
        </p>
      ) : null}
      <Select
        label={words.versions.label}
        value={versions}
        options={VERSIONS.map((value) => ({ value, label: words.versions[value] }))}
        onChange={setVersions}
      />
      <div className="grid grid-cols-2 gap-3">
        <Select
          label={words.formats.label}
          value={format}
          options={FORMATS.map((value) => ({ value, label: words.formats[value] }))}
          onChange={setFormat}
        />
        {format === 'jpeg' ? (
          <Select
            label={words.quality}
            value={quality}
            options={QUALITIES.map((value) => ({ value, label: `${value} %` }))}
            onChange={setQuality}
          />
        ) : null}
      </div>
      <Select
        label={words.folders.label}
        value={folders}
        options={FOLDERS.map((value) => ({ value, label: words.folders[value] }))}
        onChange={setFolders}
      />
      {folders === 'template' ? (
        <TextField
          label={words.template}
          hint={words.templateHint({ fields: '{year} {month} {day} {album} {folder} {kind} {filename}' })}
          value={template}
          maxLength={200}
          onChange={({ target }) => setTemplate(target.value)}
        />
      ) : null}
      <Switch label={words.xmp} hint={words.xmpHint} checked={xmp} onChange={setXmp} />
      <Switch label={words.embed} hint={words.embedHint} checked={embed} onChange={setEmbed} />
      <Switch label={words.json} hint={words.jsonHint} checked={json} onChange={setJson} />
      <RedactionPart backup={backup} hasFiles pictures="keep" form={redaction} onChange={setRedaction} />
      <Switch label={t.chat.export.pack} hint={t.chat.export.packHint} checked={pack} onChange={setPack} />
    </ExportDialogFrame>
  );
}
