"""Pairs of names: what two people call the same thing, and what only looks alike.

Written before any scorer was tried. The scorer was chosen on the pairs at even places; those at
odd places say how good the choice is. None of the pairs is the same but for case, blanks,
punctuation or a plural: for these no likeness is asked.
"""

from __future__ import annotations


def _pairs(text: str) -> list[tuple[str, str]]:
    lines = [line.split(" | ") for line in text.strip().splitlines()]
    return [(one.strip(), other.strip()) for one, other in lines]


SAME = _pairs("""
    Latency | Latancy
    Latency | Latnecy
    Response time | Reponse time
    Queue length | Queue lenght
    Throughput | Throughputt
    CPU utilisation | CPU utilization
    Employee behaviour | Employee behavior
    Labour costs | Labor costs
    Colour contrast | Color contrast
    Work in progress | Work in progres
    Customer satisfaction | Costumer satisfaction
    Customer satisfaction | Satisfaction of customers
    Customer satisfaction | Customers' satisfaction level
    Customer satisfaction | Satisfied customers
    Database load | Load on the database
    Database connections | DB connections
    Number of retries | Retries
    Retry count | Number of retries
    Amount of waste | Waste
    Level of trust | Trust
    Trust level | Level of trust
    Pressure of deadlines | Deadline pressure
    Schedule pressure | Scheduling pressure
    Time pressure | Pressure of time
    Overtime worked | Over-time work
    Average latency | Avg latency
    Average response time | Avg. response time
    Request queue | Requests queue size
    Requests per second | Request per sec
    Memory use | Memory usage
    CPU usage | CPU use
    Disk usage | Use of disk
    Staff motivation | Motivated staff
    Motivation of employees | Employee motivation
    Employee turnover | Turn over of employees
    Population of rabbits | Rabbit population
    Rabbit population | Rabits population
    Food available | Available food
    Food availability | Availability of food
    Water temperature | Temperature of the water
    Room temperature | Room temprature
    Traffic congestion | Traffic congestions level
    Technical debt | Tecnical debt
    Code quality | Quality of the code
    Code quality | Codequality overall
    Bug fixing rate | Rate of bug fixing
    Defects found | Found defects
    Defect discovery | Discovery of defects
    Development speed | Speed of development
    Autoscaler reaction | Auto scaler reactions time
    Service availability | Availability of service
    Connection pool exhaustion | Exhausted connection pool
    Cache hit rate | Hit rate of the cache
    Cache misses | Cache misses count
    Alert fatigue | Alerting fatigue
    Market share | Share of market
    Advertising budget | Budget for advertising
    Advertising spending | Ad spending
    Word of mouth | Word-of-mouth effect
    Number of adopters | Adopters
    Potential customers | Potential costumers
    Perceived quality | Quality as perceived
    Inventory level | Inventory
    Desired inventory | Desired inventroy
    Delivery delay | Delay of delivery
    Order backlog | Backlog of orders
    Incoming requests | Request arrivals
    Incoming requests | Incomming request
    Student engagement | Engagement of students
    Learning success | Succes in learning
    Environmental pollution | Polution of environment
    Carbon dioxide | Carbon-dioxyde
    Biodiversity | Bio-diversity index
    Fish stock | Stock of fishes
    Predators | Predator population
    Public transport use | Use of public transportation
    House prices | Housing prices
    Interest rate | Intrest rate
    Household income | Income of households
    Infection rate | Rate of infections
    Infected people | Infected persons number
    Vaccination coverage | Vacination coverage
    Hospital occupancy | Occupancy of hospitals
    Stress | Stress level
    Burnout | Burn-out of staff
    Latency | Response time
    Load | Traffic
    Pods | Replicas
    Workforce | Employees
""")

DIFFERENT = _pairs("""
    High load | Low load
    Cache hit rate | Cache miss rate
    Cache hits | Cache misses
    Success rate | Failure rate
    Open circuit breakers | Closed circuit breakers
    Births | Deaths
    Birth rate | Death rate
    Inflow of customers | Outflow of customers
    Increase in price | Decrease in price
    Rise in demand | Fall in demand
    More traffic | Less traffic
    Price increase | Price decrease
    Employment | Unemployment
    Satisfied customers | Dissatisfied customers
    Customer satisfaction | Customer dissatisfaction
    Used capacity | Unused capacity
    Motivation | Demotivation
    Planned work | Unplanned work
    Equality | Inequality
    Stability | Instability
    Efficient processes | Inefficient processes
    Trust in management | Distrust in management
    Direct costs | Indirect costs
    Regular maintenance | Irregular maintenance
    Compliant vehicles | Non-compliant vehicles
    Renewable resources | Nonrenewable resources
    Healthy people | Unhealthy people
    Order | Disorder
    Lack of trust | Trust
    Careful driving | Careless driving
    Supply of housing | Demand for housing
    Internal pressure | External pressure
    Short-term success | Long-term success
    Upper limit | Lower limit
    Maximum latency | Minimum latency
    New customers | Old customers
    Healthy cells | Infected cells
    Hiring rate | Firing rate
    Incoming requests | Outgoing requests
    Upstream load | Downstream load
    Imports | Exports
    Buyers | Sellers
    Scale-up rate | Scale-down rate
    Pod 1 load | Pod 2 load
    Version 1 users | Version 2 users
    Population 0 to 14 | Population 15 to 44
    Company A sales | Company B sales
    Region A income | Region B income
    CPU usage | GPU usage
    US exports | UK exports
    Our weapons | Their weapons
    Our arms budget | Your arms budget
    Desired inventory | Actual inventory
    Desired workers | Workers gap
    Desired inventory | Inventory
    Target sales force | Sales force
    Perceived delivery delay | Delivery delay
    Expected demand | Demand
    Inventory | Inventory gap
    Road capacity | Road construction
    Delivery delay | Delivery delay target
    Energy price | Energy share
    Carbon energy price | Carbon energy share
    Carbon energy technology | Carbon energy production
    Load per pod | Pods per load
    Staff per customer | Customers per staff
    Load | Load per pod
    Pods | Pod limit
    Memory limit | Memory leak
    Memory pressure | Memory
    Retry limit | Retry rate
    Request rate | Request size
    Response time | Response size
    Queue length | Queue limit
    Query latency | Query rate
    Network latency | Network load
    Read latency | Write latency
    Customer service | Customer satisfaction
    Customer complaints | Customer compliance
    Product quality | Production quantity
    Product price | Product pride
    Content quality | Contact quality
    Adoption rate | Adaptation rate
    Police presence | Policy presence
    Population | Pollution
    Prey | Predators
    Prey density | Predator density
    Hare births | Hare deaths
    Land yield | Land fertility
    Industrial capital | Service capital
    Population growth | Population
    Learning rate | Earning rate
    Staff costs | Start costs
    Training | Straining
    Sales revenue | Sales force
    Project cost | Project scope
    Tests | Tasks
    Test coverage | Test coverage target
    Bug reports | Bug repairs
    Lending | Spending
    Rain | Drain
    Work pressure | Water pressure
""")

# Written once scorer, threshold and tables stood, and nothing was changed after.
LATER_SAME = _pairs("""
    Garbage collection pauses | Garbage colection pause
    Error budget | Budget for errors
    Deployment frequency | Frequency of deployments
    Feature requests | Requests for features
    Password resets | Pasword resets
    Backup duration | Duration of backups
    Open tickets | Tickets open
    Service desk workload | Work load of the service desk
    Knowledge sharing | Sharing of knowledge
    Knowledge shared | Sharing knowledge
    Physician burnout | Burnout of physicians
    Waiting list | Wating list
    Waiting time | Time waited
    Soil erosion | Erosion of soils
    Crop yield | Crops yielded
    Irrigation | Irigation
    Groundwater level | Ground water level overall
    Tourist arrivals | Arrival of tourists
    Investment in maintenance | Maintenance investment
    Maintenance backlog | Backlog in maintenance
    Equipment breakdowns | Breakdown of equipment
    Organisational learning | Organizational learning
    Perceived risk | Percieved risk
    Reputation | Company reputation
    Vehicle emissions | Emission of vehicles
    Housing affordability | Affordable housing
    Message queue depth | Depth of msg queue
    Node failures | Failing nodes
    Rollbacks | Number of roll-backs
    Rework | Re-work needed
""")

LATER_DIFFERENT = _pairs("""
    Deployment frequency | Deployment failures
    Feature requests | Feature releases
    Open tickets | Closed tickets
    Reported incidents | Unreported incidents
    Read replicas | Write replicas
    Leader elections | Leader ejections
    Hot standby nodes | Cold standby nodes
    Node A load | Node B load
    Shard 3 size | Shard 8 size
    Worker threads | Worker threats
    Ingress traffic | Egress traffic
    Soil moisture | Soil erosion
    Crop yield | Crop field
    Groundwater level | Groundwater use
    Tourist arrivals | Tourist departures
    Fertile land | Infertile land
    Urban population | Rural population
    Vaccinated people | Unvaccinated people
    Hospital admissions | Hospital emissions
    Patients waiting | Patience while waiting
    Perceived risk | Risk
    Mobility | Immobility
    Nurses per patient | Patients per nurse
    Teacher workload | Student workload
    Morale | Mortality
    Investment in maintenance | Maintenance backlog
    Car traffic | Care traffic
    Voter turnout | Voter turnover
    Debt | Debt limit
    Reward for honesty | Reward for dishonesty
""")
