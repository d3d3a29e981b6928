metadata description = 'The virtual network: a subnet that the app goes out by, one for private endpoints, and the DNS zones that lead to them.'

import { endpointZone } from '../types.bicep'

@description('The name of the virtual network.')
param name string

@description('The Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('The address space, a /22 or larger.')
param addressPrefix string

// In order: the outputs below pick their zones by index.
var zoneNames = [
  'privatelink.blob.${environment().suffixes.storage}'
  'privatelink.table.${environment().suffixes.storage}'
  'privatelink.queue.${environment().suffixes.storage}'
  'privatelink.servicebus.windows.net'
  'privatelink${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'
  'privatelink.azurewebsites.net'
  'privatelink.monitor.azure.com'
  'privatelink.oms.opinsights.azure.com'
  'privatelink.ods.opinsights.azure.com'
  'privatelink.agentsvc.azure-automation.net'
]

resource endpointRules 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: '${name}-endpoints'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'https-and-amqp-from-the-network'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRanges: ['443', '5671']
        }
      }
      {
        name: 'nothing-else'
        properties: {
          priority: 4096
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource gatewayRules 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: '${name}-gateway'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'https-from-the-network'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '443'
        }
      }
      {
        name: 'probes-of-the-platform'
        properties: {
          priority: 110
          direction: 'Inbound'
          access: 'Allow'
          protocol: '*'
          sourceAddressPrefix: 'AzureLoadBalancer'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
      {
        name: 'nothing-else'
        properties: {
          priority: 4096
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addressPrefix]
    }
  }

  resource appSubnet 'subnets' = {
    name: 'app'
    properties: {
      addressPrefix: cidrSubnet(addressPrefix, 24, 0)
      delegations: [
        {
          name: 'flex-consumption'
          properties: {
            serviceName: 'Microsoft.App/environments'
          }
        }
      ]
    }
  }

  resource endpointSubnet 'subnets' = {
    name: 'endpoints'
    properties: {
      addressPrefix: cidrSubnet(addressPrefix, 24, 1)
      privateEndpointNetworkPolicies: 'Enabled'
      networkSecurityGroup: {
        id: endpointRules.id
      }
    }
    // Azure changes one subnet of a network at a time.
    dependsOn: [appSubnet]
  }

  resource gatewaySubnet 'subnets' = {
    name: 'gateway'
    properties: {
      addressPrefix: cidrSubnet(addressPrefix, 24, 2)
      delegations: [
        {
          name: 'gateway'
          properties: {
            serviceName: 'Microsoft.Network/applicationGateways'
          }
        }
      ]
      networkSecurityGroup: {
        id: gatewayRules.id
      }
    }
    dependsOn: [endpointSubnet]
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zoneName in zoneNames: {
    name: zoneName
    location: 'global'
    tags: tags
  }
]

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zoneName, index) in zoneNames: {
    parent: zone[index]
    name: name
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: network.id
      }
    }
  }
]

@description('The subnet that the app goes out by.')
output appSubnetId string = network::appSubnet.id

@description('The subnet of the private endpoints.')
output endpointSubnetId string = network::endpointSubnet.id

@description('The subnet of the gateway in front of the app.')
output gatewaySubnetId string = network::gatewaySubnet.id

@description('The address that the gateway takes in it.')
output gatewayAddress string = cidrHost(cidrSubnet(addressPrefix, 24, 2), 9)

@description('Zones of the storage account.')
output storageZones endpointZone[] = [
  { groupId: 'blob', zoneId: zone[0].id }
  { groupId: 'table', zoneId: zone[1].id }
  { groupId: 'queue', zoneId: zone[2].id }
]

@description('The zone of Service Bus.')
output messagingZones endpointZone[] = [{ groupId: 'namespace', zoneId: zone[3].id }]

@description('The zone of Key Vault.')
output keyVaultZones endpointZone[] = [{ groupId: 'vault', zoneId: zone[4].id }]

@description('The zone of the Function App.')
output appZones endpointZone[] = [{ groupId: 'sites', zoneId: zone[5].id }]

@description('The zones of Azure Monitor; it keeps uploaded packages in blobs.')
output monitorZones endpointZone[] = [
  { groupId: 'azuremonitor', zoneId: zone[6].id }
  { groupId: 'azuremonitor', zoneId: zone[7].id }
  { groupId: 'azuremonitor', zoneId: zone[8].id }
  { groupId: 'azuremonitor', zoneId: zone[9].id }
  { groupId: 'azuremonitor', zoneId: zone[0].id }
]
