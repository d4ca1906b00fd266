import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { ask } from '../../api/client.ts'
import type { Schema } from './schema-hints.ts'
import type { SchemaFor } from './yaml-hints.ts'

function schemaNamed(name: string) {
  return {
    queryKey: ['schema', name],
    queryFn: () => ask<Schema>('GET', `/schemas/${name}`),
    staleTime: Number.POSITIVE_INFINITY,
  }
}

/** The published schema that fits a text: of bundles where it says that it is one. */
export function useSchemaFor(): SchemaFor {
  const item = useQuery(schemaNamed('catalog-item-2.0.json')).data
  const bundle = useQuery(schemaNamed('catalog-bundle-2.0.json')).data
  return useCallback(
    (text) => (/^kind:\s*["']?CatalogBundle/m.test(text) ? bundle : item),
    [item, bundle],
  )
}
