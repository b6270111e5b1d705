import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo, useRef } from 'react';
import { backupPath } from '../../api/client.ts';
import { formatBytes } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import type { Texts } from '../../i18n/texts.ts';
import type { StoragePart } from './storage-parts.ts';
import { layTiles } from './treemap-layout.ts';
import { useWidth } from './use-width.ts';

/** Height in pixels, fixed so that nothing moves. */
const HEIGHT = 320;
/** Between tiles, pixels. */
const GAP = 2;
/** Minimum size of a tile with a name, pixels. */
const NAMED = { width: 62, height: 26 };
/** Minimum size of a tile with a size below the name, pixels. */
const SIZED = { width: 62, height: 46 };
/** Minimum size of a tile with an icon, pixels. */
const ICONED = { width: 140, height: 54 };

/** A treemap; a list for screen readers. */
export function Treemap({
  backup,
  parts,
}: {
  readonly backup: string;
  readonly parts: readonly StoragePart[];
}): ReactNode {
  const t = useText();
  const frame = useRef<HTMLUListElement>(null);
  const width = useWidth(frame);
  const tiles = useMemo(() => layTiles(parts, width, HEIGHT), [parts, width]);
  return (
    <ul ref={frame} className="relative overflow-hidden rounded-md" style={{ height: HEIGHT }}>
      {tiles.map(({ part, rect }) => {
        const { domain, bytes, files, icon } = part;
        const name = nameOf(part, t);
        const size = formatBytes(bytes);
        const fits = (least: { readonly width: number; readonly height: number }): boolean =>
          rect.width >= least.width && rect.height >= least.height;
        return (
          <li
            key={domain ?? ''}
            className="absolute"
            // In parts of the width: paper has another one.
            style={{
              left: `${(rect.x / width) * 100}%`,
              top: rect.y,
              width: `calc(${(rect.width / width) * 100}% - ${GAP}px)`,
              height: rect.height - GAP,
            }}
          >
            <Link
              to="/b/$backupId/files"
              params={{ backupId: backup }}
              search={domain === null ? {} : { d: domain }}
              title={t.overview.storage.tile({ name, size, files: t.common.files({ count: files }) })}
              className={`flex size-full items-start gap-2 overflow-hidden rounded-sm p-2 [print-color-adjust:exact] hover:brightness-95 focus-visible:-outline-offset-2 ${coloursOf(part)}`}
            >
              {icon?.hasIcon === true && fits(ICONED) ? (
                <img
                  src={backupPath(backup, 'apps', icon.bundleId, 'icon')}
                  alt=""
                  className="size-8 shrink-0 rounded-md"
                />
              ) : null}
              <span className={fits(NAMED) ? 'min-w-0' : 'sr-only'}>
                <span className="hostile block truncate text-sm leading-4 font-medium">{name}</span>{' '}
                <span className={fits(SIZED) ? 'block truncate text-xs' : 'sr-only'}>{size}</span>{' '}
                <span className="sr-only">{t.common.files({ count: files })}</span>
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function nameOf({ domain, app }: StoragePart, { files, overview }: Texts): string {
  if (domain === null) return overview.storage.rest;
  if (app !== null) return app;
  if (Object.hasOwn(files.domains, domain)) return files.domains[domain as keyof typeof files.domains];
  return domain.replace(/^AppDomain(?:Plugin|Group)?-/, '');
}

/** Colours of apps, photos, iOS and the rest; names are shown too. */
function coloursOf({ domain, app }: StoragePart): string {
  if (domain === null) return 'bg-sunken text-ink';
  if (domain === 'CameraRollDomain') return 'bg-warning-soft text-warning';
  if (app !== null || domain.startsWith('AppDomain')) return 'bg-accent-soft text-accent';
  return 'bg-info-soft text-info';
}
