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
@description('Over what data is spread: one building, three zones, or three zones and a second region, which can be read only after a failover or (RA) at once.')
type storageRedundancy = 'LRS' | 'ZRS' | 'GZRS' | 'RAGZRS'

@export()
@description('What stands between partners and the app: nothing of ours, a gateway inside the network (HSCN, ExpressRoute), or a front door on the Internet.')
type frontKind = 'none' | 'applicationGateway' | 'frontDoor'

@export()
@description('Instances that are kept ready. The functions of HTTP scale together, by the name http; each other function scales by itself, by the name function:NAME.')
type alwaysReadyInstance = {
  @description('http, or function: and the name of a function.')
  name: string

  @description('How many; each costs money while idle.')
  @minValue(1)
  @maxValue(20)
  instanceCount: int
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
