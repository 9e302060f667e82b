import type { Plan } from '../../server/plan/contract.ts'
import { useWording } from '../i18n.ts'
import { PlanText } from '../ui/Links.tsx'
import { Section } from '../ui/Section.tsx'
import { type Column, Table } from '../ui/Table.tsx'

/** 扶持事项: what a policy without counted targets pays, up to what, and who pays. */
export function Supports({ plan }: { plan: Plan }) {
  const { t } = useWording()
  const columns: Column<Plan['supports'][number]>[] = [
    { key: 'item', head: t('summary.supports.item'), names: true, cell: ({ title }) => <PlanText>{title}</PlanText> },
    {
      key: 'ceiling',
      head: t('summary.supports.ceiling'),
      cell: ({ ceiling }) => <PlanText>{ceiling}</PlanText>,
    },
    {
      key: 'payer',
      head: t('summary.supports.payer'),
      width: '14rem',
      cell: ({ payer }) =>
        payer === null ? <span className="faint">{t('summary.supports.noPayer')}</span> : <PlanText>{payer}</PlanText>,
    },
  ]
  return (
    <Section title={t('summary.supports.title')} note={t('summary.supports.note', { count: plan.supports.length })}>
      <Table caption={t('summary.supports.title')} columns={columns} rows={plan.supports} rowKey={({ code }) => code} />
    </Section>
  )
}
