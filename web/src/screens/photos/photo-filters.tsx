import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronDown, EyeOff, MapPin, Sparkles, Trash2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PhotoFacetsView } from '../../../../src/contract/photos.ts';
import { photoAlbumsQuery, photoFacetsQuery, photoPeopleQuery } from '../../api/photos.ts';
import { classes } from '../../components/classes.ts';
import { Menu, MenuItem } from '../../components/menu.tsx';
import { Select } from '../../components/select.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useText } from '../../i18n/text.tsx';
import { MarkSelect } from '../../marks/mark-select.tsx';
import { AlbumPicker } from './album-picker.tsx';
import { chosenBy, type Part, type PhotoSearch, readPhotoSearch } from './photo-search.ts';

const CHIP = classes(
  'inline-flex h-8 shrink-0 items-center gap-1.5 rounded-full px-3 text-sm font-medium whitespace-nowrap transition-colors',
);
const OFF = 'text-muted hover:bg-hover hover:text-ink';
const ON = 'bg-accent-soft text-accent';

/** Filters that are always visible; kinds of pictures, hidden and deleted photos are in a menu. */
const PARTS_IN_VIEW = ['favourites', 'live', 'videos', 'screenshots'] as const satisfies readonly Part[];

/** Filters of photos; their state is in the URL. */
export function PhotoFilters({ backup, search }: { readonly backup: string; readonly search: PhotoSearch }): ReactNode {
  const t = useText();
  const words = t.photos;
  const { change } = useAddress(readPhotoSearch);
  const { data: albums = [], isPending: hasNoAlbums } = useQuery(photoAlbumsQuery(backup));
  const { data: people = [], isPending: hasNoPeople } = useQuery(photoPeopleQuery(backup));
  const { data: facets, isPending: hasNoFacets } = useQuery(photoFacetsQuery(backup));
  const go = (next: PhotoSearch): void => void change(() => next);
  const { show, album, person, app, editor, area } = search;
  const isMore = show !== undefined && !PARTS_IN_VIEW.some((part) => part === show);
  const isWhole = Object.keys(chosenBy(search)).length === (show === undefined ? 0 : 1);
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-2">
      <nav
        aria-label={words.parts.label}
        className="-mx-1 flex max-w-full items-center gap-0.5 overflow-x-auto px-1 py-1 [scrollbar-width:none]"
      >
        {[undefined, ...PARTS_IN_VIEW].map((part) => (
          <Link
            key={part ?? ''}
            to="/b/$backupId/photos"
            params={{ backupId: backup }}
            search={part === undefined ? {} : { show: part }}
            activeOptions={{ exact: true }}
            {...(part === show && isWhole
              ? { 'aria-current': 'true' as const, className: classes(CHIP, ON) }
              : { 'aria-current': 'false' as const, className: classes(CHIP, OFF) })}
          >
            {words.parts[part ?? 'all']}
          </Link>
        ))}
        <Menu
          align="start"
          trigger={
            <button type="button" className={classes(CHIP, isMore ? ON : OFF)}>
              {isMore ? words.parts[show] : t.common.more}
              <ChevronDown size={14} aria-hidden />
            </button>
          }
        >
          {facets?.traits.map(({ trait, count }) => (
            <MenuItem key={trait} icon={<Sparkles size={15} aria-hidden />} onSelect={() => go({ show: trait })}>
              {words.withCount({ name: words.parts[trait], count })}
            </MenuItem>
          ))}
          <MenuItem icon={<EyeOff size={15} aria-hidden />} onSelect={() => go({ show: 'hidden' })}>
            {words.parts.hidden}
          </MenuItem>
          <MenuItem icon={<Trash2 size={15} aria-hidden />} onSelect={() => go({ show: 'deleted' })}>
            {words.parts.deleted}
          </MenuItem>
        </Menu>
      </nav>
      <div
        className={classes(
          'flex min-w-0 flex-wrap items-center gap-2',
          // The room of three lists to choose from, so that the photos do not move when these arrive.
          (hasNoAlbums || hasNoPeople || hasNoFacets) && 'min-h-9 basis-128',
        )}
      >
        {albums.length === 0 && album === undefined ? null : (
          <AlbumPicker backup={backup} albums={albums} chosen={album} />
        )}
        {people.length === 0 && person === undefined ? null : (
          <Select
            label={words.person}
            hideLabel
            className="w-40"
            value={person ?? ''}
            options={[
              { value: '', label: words.anyPerson },
              ...people.map(({ key, name }) => ({ value: key, label: name ?? t.common.unknown })),
            ]}
            onChange={(key) => go(key === '' ? {} : { person: key })}
          />
        )}
        <Apps facets={facets} app={app} editor={editor} onChange={go} />
        <MarkSelect backup={backup} kind="photo" search={search} className="w-40" onChange={go} />
        {area === undefined ? null : (
          <button type="button" className={classes(CHIP, ON)} onClick={() => go({})}>
            <MapPin size={14} aria-hidden />
            {words.area}
            <X size={14} aria-label={words.removeFilter} />
          </button>
        )}
      </div>
    </div>
  );
}

/** Choice of the app that saved or edited the photos; nothing if there is none to choose. */
function Apps({
  facets,
  app,
  editor,
  onChange,
}: {
  readonly facets: PhotoFacetsView | undefined;
  readonly app: string | undefined;
  readonly editor: string | undefined;
  readonly onChange: (next: PhotoSearch) => void;
}): ReactNode {
  const words = useText().photos;
  const { apps = [], editors = [] } = facets ?? {};
  if (apps.length + editors.length === 0) return null;
  const groups = [
    {
      label: words.savedBy,
      options: apps.map((one) => ({
        value: `app ${one.app}`,
        label: words.withCount({ name: one.name ?? one.app, count: one.count }),
      })),
    },
    {
      label: words.editedIn,
      options: editors.map((one) => ({
        value: `editor ${one.editor}`,
        label: words.withCount({ name: one.editor, count: one.count }),
      })),
    },
  ];
  return (
    <Select
      label={words.app}
      hideLabel
      className="w-40"
      value={app !== undefined ? `app ${app}` : editor !== undefined ? `editor ${editor}` : ''}
      options={[{ value: '', label: words.anyApp }]}
      groups={groups.filter(({ options }) => options.length > 0)}
      onChange={(value) => {
        const [kind = '', ...rest] = value.split(' ');
        onChange(kind === '' ? {} : { [kind]: rest.join(' ') });
      }}
    />
  );
}
