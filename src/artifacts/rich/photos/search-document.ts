import type { SearchDocument } from '../../kit/artifact.ts';
import type { AlbumRow } from './albums.ts';
import type { AssetRow } from './asset-reader.ts';
import type { CommentRow } from './comments.ts';
import type { PersonRow } from './people.ts';

/** Names for the search document of an asset from other tables. */
export interface AssetContext {
  /** Titles of its albums. */
  readonly albums: readonly string[];
  /** Names of the people in it. */
  readonly people: readonly string[];
}

/**
 * Indexes an asset by its texts, people, place, albums, camera, app and file names. The text in the picture follows
 * the name or the texts of the asset, so that snippets of it are shown.
 */
export function assetDocument(asset: AssetRow, { albums, people }: AssetContext): SearchDocument {
  const words = [asset.title, asset.caption].filter((word) => word !== null);
  const filename = asset.originalFilename ?? asset.filename;
  const details = asset.placeDetails;
  const also = [
    asset.altText,
    asset.otherWords,
    ...(asset.keywords ?? []),
    ...people,
    ...albums,
    asset.place,
    details?.subLocality,
    details?.city,
    details?.state,
    details?.country,
    ...(details?.names ?? []),
    asset.cameraMake,
    asset.cameraModel,
    asset.lensModel,
    asset.sourceAppName,
    asset.sourceApp,
    asset.originalFilename,
    asset.filename,
  ];
  return {
    text: [...(words.length > 0 ? words : [filename]), asset.recognisedText].filter(Boolean).join('\n'),
    also: [...new Set(also)].filter(Boolean).join('\n'),
    at: asset.createdAt,
    has: [
      ...(asset.latitude === null ? [] : ['location']),
      ...(asset.isFavourite === true ? ['favourite'] : []),
      ...(asset.kind === 'video' ? ['video'] : []),
    ],
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
