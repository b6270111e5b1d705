import { once } from 'node:events';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { clientConfig, sessionSettings } from '../../../src/storage/engines/postgres/postgres-connection.ts';
import { parsePostgresAddress } from '../../../src/storage/postgres-dsn.ts';

/** A process that writes messages with the keys 0 to 4,999 by a COPY that it does not end. */
const [, , dsn = '', backupId = '', runId = ''] = process.argv;
const db = new Client(clientConfig(parsePostgresAddress(dsn.replace(/^\w+:\/\//, ''))));
// The test ends this connection.
db.on('error', () => process.exit(1));
await db.connect();
await db.query(`${sessionSettings('bulk')}; begin`);
const copy = db.query(copyFrom('copy messages (backup_id, run_id, key) from stdin'));
copy.on('error', () => process.exit(1));
// Rows are inserted a thousand at a time, so most of these have their locks.
copy.write(Array.from({ length: 5000 }, (_, key) => `${backupId}\t${runId}\t${key}\n`).join(''));
await once(process, 'disconnect');
process.exit();
