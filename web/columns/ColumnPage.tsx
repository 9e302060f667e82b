import { useParams } from '@tanstack/react-router'
import { Columns } from './ColumnsPage.tsx'

/** One column of the document. */
export function ColumnPage() {
  return <Columns number={Number(useParams({ strict: false }).column)} />
}
