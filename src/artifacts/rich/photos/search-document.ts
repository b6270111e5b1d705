import type { SearchDocument } from '../../kit/artifact.ts';
import type { AlbumRow } from './albums.ts';
import type { AssetRow } from './asset-reader.ts';
import type { CommentRow } from './comments.ts';
import type { AssetNames } from './links.ts';
import type { PersonRow } from './people.ts';

/**
 * Indexes an asset by its texts, people, place, albums, camera, app and file names. The text in the picture follows
 * the name or the texts of the asset, so that snippets of it are shown.
 */
export function assetDocument(asset: AssetRow, { albums, people }: AssetNames): SearchDocument {
  const { title, caption, recognisedText, placeDetails: details } = asset;
  const filename = asset.originalFilename ?? asset.filename;
  const isNamed = title !== null || caption !== null;
  const text = joined(isNamed ? joined(title, caption) : filename, recognisedText);
  const also = new Lines();
  also.add(asset.altText);
  also.add(asset.otherWords);
  also.addAll(asset.keywords);
  also.addAll(people);
  also.addAll(albums);
  also.add(asset.sharedBy);
  also.add(asset.place);
  if (details !== null) {
    also.add(details.subLocality);
    also.add(details.city);
    also.add(details.state);
    also.add(details.country);
    also.addAll(details.names);
  }
  also.add(asset.cameraMake);
  also.add(asset.cameraModel);
  also.add(asset.lensModel);
  also.add(asset.sourceAppName);
  also.add(asset.sourceApp);
  also.add(asset.originalFilename);
  also.add(asset.filename);
  const has: string[] = [];
  if (asset.latitude !== null) has.push('location');
  if (asset.isFavourite === true) has.push('favourite');
  if (asset.kind === 'video') has.push('video');
  return {
    text,
    also: also.text,
    at: asset.createdAt,
    has,
    payload: {
      kind: asset.kind,
      subtype: asset.subtype,
      utcOffset: asset.utcOffset,
      place: asset.place,
      thumbnailFile: asset.thumbnailFile,
      availability: asset.availability,
      isHidden: asset.isHidden,
      isTrashed: asset.isTrashed,
    },
  };
}

/** Indexes an album or folder by its title, a shared album also by its owner. */
export function albumDocument(album: AlbumRow): SearchDocument | undefined {
  if (album.title === null) return undefined;
  return {
    text: album.title,
    ...(album.ownerName === null ? {} : { also: album.ownerName }),
    at: null,
    payload: { kind: album.kind, assetCount: album.assetCount },
  };
}

/** Indexes a person by name. */
export function personDocument(person: PersonRow): SearchDocument | undefined {
  if (person.name === null) return undefined;
  return {
    text: person.name,
    ...(person.displayName === null ? {} : { also: person.displayName }),
    at: null,
    payload: { faceCount: person.faceCount },
  };
}

/** Indexes comments and captions of shared albums by their text; likes have none. */
export function commentDocument(comment: CommentRow): SearchDocument | undefined {
  if (comment.text === null) return undefined;
  return {
    text: comment.text,
    at: comment.at,
    ...(comment.isMine === true ? { from: ['me'] } : {}),
    payload: { asset: comment.asset, kind: comment.kind },
  };
}

/** Lines of text, each once. */
class Lines {
  readonly #lines: string[] = [];

  add(line: string | null | undefined): void {
    if (line && !this.#lines.includes(line)) this.#lines.push(line);
  }

  addAll(lines: readonly string[] | null | undefined): void {
    if (lines) for (const line of lines) this.add(line);
  }

  get text(): string {
    return this.#lines.join('\n');
  }
}

/** Lines of which either may be missing. */
function joined(first: string | null, second: string | null): string {
  if (!second) return first ?? '';
  return first ? `${first}\n${second}` : second;
}
