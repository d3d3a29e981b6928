metadata description = 'One private endpoint of a service, with the names that lead to it.'

@description('The name of the endpoint.')
param name string

@description('The Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('The service.')
param serviceId string

@description('Which of the interfaces of the service it is for.')
param groupId string

@description('The subnet that it lies in.')
param subnetId string

@description('The private DNS zones that its names go into.')
param zoneIds string[]

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: groupId
        properties: {
          privateLinkServiceId: serviceId
          groupIds: [groupId]
        }
      }
    ]
  }

  resource names 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        for (zoneId, index) in zoneIds: {
          name: 'zone${index}'
          properties: {
            privateDnsZoneId: zoneId
          }
        }
      ]
    }
  }
}
