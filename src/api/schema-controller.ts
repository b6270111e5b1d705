import type { FastifyServerOptions } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';

type SchemaController = NonNullable<FastifyServerOptions['schemaController']>;

/**
 * Validates and serialises with Zod. Given to a new server, and not set afterwards, so that Fastify does not load its own
 * compilers. Its types know only schemas of Ajv.
 */
export const schemaController = {
  compilersFactory: { buildValidator: () => validatorCompiler, buildSerializer: () => serializerCompiler },
} as unknown as SchemaController;
