export { BrowserLogins } from './auth/browser-logins.ts';
export { createLogger } from './logging.ts';
export { buildServer, type ServerOptions } from './server.ts';
export { type RunningServer, startServer } from './start.ts';
