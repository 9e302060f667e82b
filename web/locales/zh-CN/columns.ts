export const columns = {
  title: '专栏项目',
}
