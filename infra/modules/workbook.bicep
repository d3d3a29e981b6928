metadata description = 'The operators\' workbook: what the hub did, what waits and what went wrong, beside each other.'

@description('The Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('The Log Analytics workspace that its queries go to.')
param workspaceId string

@description('The Service Bus namespace that its figures come from.')
param messagingId string

var content = replace(replace(loadTextContent('../workbook.json'), '{workspace}', workspaceId), '{messaging}', messagingId)

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'integration-hub')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Integration hub'
    category: 'workbook'
    sourceId: workspaceId
    serializedData: content
  }
}
