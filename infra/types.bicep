metadata description = 'Types and names that the modules share.'

@export()
@description('An environment. Production is never reachable from a public network.')
type environmentKind = 'dev' | 'test' | 'prod'

@export()
@description('A council system that reads its own referrals from Service Bus.')
type councilReader = {
  @description('The ODS code of the council, as in directory/organisations.json.')
  council: string

  @description('The object id of the service principal or managed identity of the council system.')
  principalId: string
}

@export()
@description('A private DNS zone and the group of the private endpoint that it is for.')
type endpointZone = {
  groupId: string
  zoneId: string
}

@export()
@description('The name of a resource: kind, workload and environment.')
func resourceName(kind string, workload string, environment environmentKind) string => '${kind}-${workload}-${environment}'
