import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.tsx';
import type { Basemap } from './basemap.ts';

/** Sources of the map, and why it has no streets although an archive is configured. */
export function Attribution({ basemap }: { readonly basemap: Basemap | undefined }): ReactNode {
  const t = useText();
  const problem = basemap?.problem ?? null;
  return (
    <div className="pointer-events-none absolute bottom-1.5 left-2 max-w-[calc(100%-1rem)] text-xs text-muted">
      {problem === null ? null : (
        <p className="mb-1 rounded-md bg-raised px-2 py-1 text-warning">
          {problem === 'schema' ? t.map.wrongSchema : t.server(problem.text, problem)}
        </p>
      )}
      <p>{basemap?.streets === null || basemap === undefined ? t.map.attribution : t.map.attributionStreets}</p>
    </div>
  );
}
