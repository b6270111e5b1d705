import { Command, Option } from 'commander';
import type { Inclusion } from '../../contract/common.ts';
import { PHOTO_TRAITS, type PhotoTrait } from '../../contract/photo-traits.ts';
import type { PhotoSummaryView } from '../../contract/photos.ts';
import { withApp } from '../context.ts';
import { findBackupInCatalog } from '../find-backup.ts';
import { formatMinute } from '../format.ts';
import { examples } from '../help.ts';
import { libraryOnly } from '../library-only.ts';
import { addMarkOptions, type MarkOptions } from '../mark-options.ts';
import { allOption, BACKUP, cursorOption, limitOption, parseEndTime, parseTime } from '../options.ts';
import { type PageOptions, printTablePages, requireIndex } from '../pages.ts';

interface PhotoOptions extends PageOptions, MarkOptions {
  readonly kind?: string;
  readonly trait?: PhotoTrait;
  readonly app?: string;
  readonly editor?: string;
  readonly album?: string;
  readonly person?: string;
  readonly favourites?: true;
  readonly screenshots?: true;
  readonly allAssets?: true;
  readonly hidden: Inclusion;
  readonly trashed: Inclusion;
  readonly from?: number;
  readonly to?: number;
  readonly order: 'newest' | 'oldest' | 'album';
  readonly around?: string;
}

/** `apple-juicer photos ID` */
export function photosCommand(): Command {
  const command = new Command('photos')
    .summary('list the photos and videos of an indexed backup')
    .argument('<ID>', BACKUP);
  return addMarkOptions(command, 'photos')
    .addOption(new Option('--kind <KIND>', 'only this kind').choices(['photo', 'video', 'audio']))
    .addOption(new Option('--trait <TRAIT>', 'only selfies, panoramas, HDR pictures …').choices(PHOTO_TRAITS))
    .option('--app <ID>', 'only photos saved by this app')
    .option('--editor <ID>', 'only photos edited in this app')
    .option('--album <KEY>', 'only photos in this album')
    .option('--person <KEY>', 'only photos of this person of the photo library')
    .option('--favourites', 'only favourites')
    .option('--screenshots', 'only screenshots')
    .option('--all-assets', 'also photos of shared albums and unpicked burst photos, which the library does not show')
    .addOption(inclusion('--hidden <WHICH>', 'photos in the Hidden album'))
    .addOption(inclusion('--trashed <WHICH>', 'photos in Recently Deleted'))
    .option('--from <TIME>', 'taken on this day or later', parseTime)
    .option('--to <TIME>', 'taken until this day, inclusive, or before this time', parseEndTime)
    .addOption(new Option('--order <ORDER>', 'sort order').choices(['newest', 'oldest', 'album']).default('newest'))
    .option('--around <KEY>', 'show this photo in the middle')
    .addOption(limitOption('photos'))
    .addOption(cursorOption())
    .addOption(allOption())
    .addHelpText(
      'after',
      examples(
        'photos k3v9',
        'photos k3v9 --kind video --from 2024-05-01',
        'photos k3v9 --trait selfie',
        'photos k3v9 --trashed only --json',
      ),
    )
    .action((id: string, options: PhotoOptions, command: Command) =>
      withApp(command, id, async ({ app, out }) => {
        const { listPhotos } = await import('../../views/index.ts');
        const { publicId } = requireIndex(await findBackupInCatalog(app, id));
        const { favourites, screenshots, allAssets, ...query } = options;
        const library = allAssets === true ? {} : libraryOnly({ ...options, favourites });
        await printTablePages(
          out,
          query,
          (paging) =>
            listPhotos(app.views, publicId, {
              ...paging,
              ...library,
              ...(favourites === undefined ? {} : { favourite: true }),
              ...(screenshots === undefined ? {} : { screenshots: true }),
            }),
          [
            { title: 'KEY', value: ({ key }) => key },
            { title: 'TAKEN', value: takenAt },
            { title: 'KIND', value: kindOf },
            { title: 'NAME', value: ({ filename }) => filename ?? '–', maxWidth: 24 },
            { title: 'PLACE', value: ({ place }) => place ?? '', maxWidth: 30 },
            { title: 'IN BACKUP', value: ({ availability }) => availability },
          ],
          {
            listed: { views: app.views, backup: publicId, of: { kind: 'photo' } },
            filters: { favourites, screenshots },
          },
        );
      }),
    );
}

function inclusion(flags: string, what: string): Option {
  return new Option(flags, `${what}: exclude, only these, or include`).choices(['no', 'only', 'too']).default('no');
}

/** Local time where it was taken, else of this computer, with the UTC offset: `2024-05-01 14:03 +02:00`. */
function takenAt({ createdAt, utcOffset }: PhotoSummaryView): string {
  return formatMinute(createdAt, utcOffset === null ? undefined : Math.round(utcOffset / 60));
}

function kindOf({ kind, subtype, isFavourite }: PhotoSummaryView): string {
  const word = subtype === null || subtype === 'plain' || subtype === 'unknown' ? kind : subtype;
  return isFavourite ? `${word} ♥` : word;
}
