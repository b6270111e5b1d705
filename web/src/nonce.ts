declare global {
  // The name that the `get-nonce` package looks for, by which the dialogs' scroll lock styles the page.
  // oxlint-disable-next-line no-underscore-dangle -- theirs
  var __webpack_nonce__: string | undefined;
}

/** Tells libraries that add a style element the nonce of this page: the policy refuses elements without it. */
export function setStyleNonce(): void {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  // oxlint-disable-next-line no-underscore-dangle -- theirs
  globalThis.__webpack_nonce__ = meta?.nonce;
}
