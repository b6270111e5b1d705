import { setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';

let isSet = false;

/**
 * Tells the map where its worker is: a file of ours. The page's policy takes the address of a script only from the policy
 * `map-worker`; the library looks at the ending of the address, which such an object does not tell by itself.
 */
export function setMapWorker(): void {
  if (isSet) return;
  isSet = true;
  const { trustedTypes } = window as unknown as { readonly trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return setWorkerUrl(workerUrl);
  const policy = trustedTypes.createPolicy('map-worker', { createScriptURL: (address) => address });
  const address = Object.assign(policy.createScriptURL(workerUrl), {
    endsWith: (ending: string) => workerUrl.endsWith(ending),
    split: (separator: RegExp) => workerUrl.split(separator),
  });
  // Typed as text; it is handed on to `new Worker` as it is.
  setWorkerUrl(address as unknown as string);
}

/** What is used here of https://www.w3.org/TR/trusted-types/, which the language's own types lack. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (address: string) => string },
  ): { createScriptURL(address: string): object };
}
