"""The words of INSPIRE and ISO that records are made of."""

from layers.catalogue import Text

CODELISTS = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml"
INSPIRE = "http://inspire.ec.europa.eu"
NO_LIMITATIONS = f"{INSPIRE}/metadata-codelist/LimitationsOnPublicAccess/noLimitations"
PUBLIC_SECURITY = (
    f"{INSPIRE}/metadata-codelist/LimitationsOnPublicAccess/INSPIRE_Directive_Article13_1b"
)
LICENCES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
"""Where the text of a licence is; others are told by their name."""
LANGUAGES = {"cs": "cze", "en": "eng"}

THEMES = {
    "AC": Text("Atmosférické podmínky", "Atmospheric conditions"),
    "AD": Text("Adresy", "Addresses"),
    "AF": Text("Zemědělská a akvakulturní zařízení", "Agricultural and aquaculture facilities"),
    "AM": Text(
        "Správní oblasti / chráněná pásma / regulovaná území a jednotky podávající hlášení",
        "Area management / restriction / regulation zones & reporting units",
    ),
    "AU": Text("Správní jednotky", "Administrative units"),
    "BR": Text("Biogeografické oblasti", "Bio-geographical regions"),
    "BU": Text("Budovy", "Buildings"),
    "CP": Text("Katastrální parcely", "Cadastral parcels"),
    "EF": Text("Zařízení pro sledování životního prostředí", "Environmental monitoring Facilities"),
    "EL": Text("Nadmořská výška", "Elevation"),
    "ER": Text("Energetické zdroje", "Energy Resources"),
    "GE": Text("Geologie", "Geology"),
    "GG": Text("Zeměpisné soustavy souřadnicových sítí", "Geographical grid systems"),
    "GN": Text("Zeměpisné názvy", "Geographical names"),
    "HB": Text("Stanoviště a biotopy", "Habitats and biotopes"),
    "HH": Text("Lidské zdraví a bezpečnost", "Human health and safety"),
    "HY": Text("Vodopis", "Hydrography"),
    "LC": Text("Krajinný pokryv", "Land cover"),
    "LU": Text("Využití území", "Land use"),
    "MF": Text("Meteorologické zeměpisné prvky", "Meteorological geographical features"),
    "MR": Text("Nerostné suroviny", "Mineral Resources"),
    "NZ": Text("Oblasti ohrožené přírodními riziky", "Natural risk zones"),
    "OF": Text("Zeměpisné prvky oceánů", "Oceanographic geographical features"),
    "OI": Text("Ortofotosnímky", "Orthoimagery"),
    "PD": Text("Rozložení obyvatelstva – demografie", "Population distribution and demography"),
    "PF": Text("Výrobní a průmyslová zařízení", "Production and industrial facilities"),
    "PS": Text("Chráněná území", "Protected sites"),
    "RS": Text("Souřadnicové referenční systémy", "Coordinate reference systems"),
    "SD": Text("Rozložení druhů", "Species distribution"),
    "SO": Text("Půda", "Soil"),
    "SR": Text("Mořské oblasti", "Sea regions"),
    "SU": Text("Statistické jednotky", "Statistical units"),
    "TN": Text("Dopravní sítě", "Transport networks"),
    "US": Text("Veřejné služby a služby veřejné správy", "Utility and governmental services"),
}
"""The themes of INSPIRE by their codes, as GEMET names them."""
GEMET = ("GEMET - INSPIRE themes, version 1.0", "2008-06-01")
SERVICE_CLASSES = ("Classification of spatial data services", "2008-12-03")

INTEROPERABILITY = (
    "Nařízení Komise (EU) č. 1089/2010 ze dne 23. listopadu 2010, kterým se provádí směrnice "
    "Evropského parlamentu a Rady 2007/2/ES, pokud jde o interoperabilitu sad prostorových dat "
    "a služeb prostorových dat",
    "2010-12-08",
)
NETWORK_SERVICES = (
    "Nařízení Komise (ES) č. 976/2009 ze dne 19. října 2009, kterým se provádí směrnice "
    "Evropského parlamentu a Rady 2007/2/ES, pokud jde o síťové služby",
    "2009-10-20",
)
"""Title and day of publication of what a data set, or a service, is to conform to."""
